/** Puts a network cell on the page with a fake engine or a real one. */
import '../../../src/styles/tokens.css';
import '../../../src/cells/network/fp-network';
import type { FpNetwork } from '../../../src/cells/network/fp-network';
import type { NetworkBody } from '../../../src/cells/network/schema';
import type { EngineClient } from '../../../src/contract/client';
import { show, testContext, type TestContext } from '../cell-context';
import { expect } from 'vitest';
import { FakeEngine } from './fake-engine';
import { until } from '../../until';

export interface Shown {
  cell: FpNetwork;
  context: TestContext;
}

export async function showNetwork(body: NetworkBody, engine: EngineClient): Promise<Shown> {
  document.documentElement.lang = 'en';
  const context = testContext({ engine });
  const cell = await show('fp-network', body, context, 'net');
  return { cell, context };
}

/** With a fake engine, once it has started its first run and has its examples. */
export async function showFake(body: NetworkBody, engine = new FakeEngine()): Promise<Shown & { engine: FakeEngine }> {
  const shown = await showNetwork(body, engine);
  await until(() => expect(engine.runs.length).toBeGreaterThan(0));
  return { ...shown, engine };
}

export function clear(): void {
  document.body.replaceChildren();
  delete document.documentElement.dataset.theme;
  document.body.removeAttribute('style');
}
