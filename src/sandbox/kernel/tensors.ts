/** Keeps account of the tensors that a cell's run makes, so that they go when it runs again. */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import '@tensorflow/tfjs-backend-cpu';

/** The module itself cannot be handed to a cell: code could not tell it from what it may change. */
export { tf };

export interface Account {
  /** Ends the account and gives what disposes of all that was made and is not yet disposed. */
  close(): () => void;
}

/** Between this and `close`, tensors and variables are written down. Accounts cannot overlap. */
export function openAccount(): Account {
  const engine = tf.engine();
  engine.startScope('cell');
  const scope = engine.state.activeScope;
  const before = new Set(Object.keys(engine.registeredVariables));
  return {
    close() {
      // The code may have begun scopes that it did not end, or ended this one.
      while (engine.state.scopeStack.includes(scope) && engine.state.activeScope !== scope) engine.endScope();
      const made = scope.track.filter((tensor) => !tensor.isDisposed);
      for (const tensor of made) tf.keep(tensor);
      if (engine.state.activeScope === scope) engine.endScope();
      const variables = Object.entries(engine.registeredVariables).filter(([name]) => !before.has(name));
      return () => {
        for (const tensor of made) if (!tensor.isDisposed) tensor.dispose();
        for (const [, variable] of variables) if (!variable.isDisposed) variable.dispose();
      };
    },
  };
}
