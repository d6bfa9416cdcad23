/** A reader who jumps past the network to a cell that works on it finds that cell ready: the network is started unseen. */
import { afterEach, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import '../../../src/cells/noise/fp-noise';
import { show, testContext } from '../cell-context';
import { clear } from './cell';
import { FakeEngine } from './fake-engine';
import { until } from '../../until';

afterEach(clear);

function farther(): void {
  const space = document.createElement('div');
  space.style.height = '5000px';
  document.body.append(space);
}

it('starts for a cell in view that needs it, and sends its weights as long as that is so', async () => {
  const engine = new FakeEngine();
  const context = testContext({ engine });
  farther();
  await show('fp-network', { data: 'moons' }, context, 'net');
  farther();
  const noise = await show('fp-noise', { of: 'net', batchSizes: [1, 4], draws: 10 }, context, 'noise');
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  expect(engine.runs).toHaveLength(0);
  await expect.element(page.getByText('waits for the network')).toBeInTheDocument();

  noise.scrollIntoView();
  await until(() => expect(engine.run.called('look').at(-1)).toMatchObject([{ weights: true, grid: 0 }]));
  expect(engine.runs).toHaveLength(1);
  engine.run.hear({ state: { kind: 'paused' }, weights: new Float32Array(105) });
  await expect.element(page.getByRole('button', { name: 'Measure', exact: true })).toBeEnabled();

  scrollTo(0, 0);
  await until(() => expect(engine.run.called('look').at(-1)).toMatchObject([{ weights: false }]));
  expect(engine.runs).toHaveLength(1);
});
