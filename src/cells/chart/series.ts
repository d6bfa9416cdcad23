/** Columns of a run's history as lines of a chart. Pure. */
import type { Series } from '../../charts/lines';
import type { History } from '../../contract/client';
import type { ChartBody, columns } from './schema';

type Column = (typeof columns)[number];

const words: Record<Column, string> = {
  step: 'step',
  epoch: 'epoch',
  trainLoss: 'train loss',
  testLoss: 'test loss',
  trainAccuracy: 'train accuracy',
  testAccuracy: 'test accuracy',
  learningRate: 'learning rate',
  ms: 'milliseconds of training',
};

export function seriesOf(history: History, { x, y }: Pick<ChartBody, 'x' | 'y'>): Series[] {
  const column = (name: Column) => Array.from(history.columns[name].subarray(0, history.length));
  const across = column(x);
  return y.map((name) => ({ label: words[name], x: across, y: column(name) }));
}

/** 'train loss and test loss against epoch'. */
export function labelsOf({ x, y }: Pick<ChartBody, 'x' | 'y'>): { title: string; x: string; y: string } {
  const names = y.map((name) => words[name]);
  // Several lines of one kind share a word: train loss, test loss → loss.
  const kinds = new Set(names.map((name) => name.split(' ').at(-1)));
  const [kind] = kinds;
  const title = `${new Intl.ListFormat('en').format(names)} against ${words[x]}`;
  return { title, x: words[x], y: names.length === 1 ? names[0] : kinds.size === 1 && kind ? kind : 'value' };
}
