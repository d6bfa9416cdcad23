/** A step of an optimizer with its numbers put into the formula, line by line. The results are those of the engine's own rule. */
import type { OptimizerSpec } from '../../contract/model';
import type { Step } from '../walk';
import { figure } from '../../charts/format';

export interface Line {
  /** What the line makes, and how: 'v ← μv + g'. */
  symbols: string;
  /** The same with numbers: '0.9 × 1 + 2'. */
  numbers: string;
  result: number;
}

/** The lines of a rule in the order in which they are computed; the last one is the weight. */
export function linesOf(optimizer: OptimizerSpec, { step, gradient, before, after }: Step, learningRate: number): Line[] {
  const [g, eta, theta] = [figure(gradient), figure(learningRate), figure(before.weight)];
  const [was, is] = [before.slots, after.slots];
  const weight = (symbols: string, numbers: string): Line => ({ symbols, numbers, result: after.weight });
  switch (optimizer.kind) {
    case 'sgd':
      return [weight('θ ← θ − η g', `${theta} − ${eta} × ${wrap(g)}`)];
    case 'momentum':
    case 'nesterov': {
      const mu = figure(optimizer.momentum);
      const speed = { symbols: 'v ← μ v + g', numbers: `${mu} × ${wrap(figure(was[0]))} + ${wrap(g)}`, result: is[0] };
      if (optimizer.kind === 'momentum') return [speed, weight('θ ← θ − η v', `${theta} − ${eta} × ${wrap(figure(is[0]))}`)];
      const ahead = `${wrap(g)} + ${mu} × ${wrap(figure(is[0]))}`;
      return [speed, weight('θ ← θ − η (g + μ v)', `${theta} − ${eta} × (${ahead})`)];
    }
    case 'adagrad':
    case 'rmsprop': {
      const square = `${wrap(g)}²`;
      const a =
        optimizer.kind === 'adagrad'
          ? { symbols: 'a ← a + g²', numbers: `${figure(was[0])} + ${square}`, result: is[0] }
          : {
              symbols: 'a ← ρ a + (1 − ρ) g²',
              numbers: `${figure(optimizer.rho)} × ${figure(was[0])} + ${figure(1 - optimizer.rho)} × ${square}`,
              result: is[0],
            };
      const over = `(√${figure(is[0])} + ${figure(optimizer.epsilon)})`;
      return [a, weight('θ ← θ − η g / (√a + ε)', `${theta} − ${eta} × ${wrap(g)} / ${over}`)];
    }
    case 'adam':
    case 'adamw': {
      const { beta1, beta2, epsilon } = optimizer;
      const [mHat, vHat] = [is[0] / (1 - beta1 ** step), is[1] / (1 - beta2 ** step)];
      const ratio = `${eta} × ${wrap(figure(mHat))} / (√${figure(vHat)} + ${figure(epsilon)})`;
      const [b1, b2] = [figure(beta1), figure(beta2)];
      return [
        {
          symbols: 'm ← β₁ m + (1 − β₁) g',
          numbers: `${b1} × ${wrap(figure(was[0]))} + ${figure(1 - beta1)} × ${wrap(g)}`,
          result: is[0],
        },
        {
          symbols: 'v ← β₂ v + (1 − β₂) g²',
          numbers: `${b2} × ${figure(was[1])} + ${figure(1 - beta2)} × ${wrap(g)}²`,
          result: is[1],
        },
        { symbols: 'm̂ = m / (1 − β₁ᵗ)', numbers: `${wrap(figure(is[0]))} / (1 − ${b1}^${step})`, result: mHat },
        { symbols: 'v̂ = v / (1 − β₂ᵗ)', numbers: `${figure(is[1])} / (1 − ${b2}^${step})`, result: vHat },
        optimizer.kind === 'adam'
          ? weight('θ ← θ − η m̂ / (√v̂ + ε)', `${theta} − ${ratio}`)
          : weight(
              'θ ← θ − η m̂ / (√v̂ + ε) − η λ θ',
              `${theta} − ${ratio} − ${eta} × ${figure(optimizer.weightDecay)} × ${wrap(theta)}`,
            ),
      ];
    }
  }
}

/** A negative number after an operator stands in brackets. */
function wrap(number: string): string {
  return number.startsWith('−') ? `(${number})` : number;
}
