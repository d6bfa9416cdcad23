/** The cell's small pure parts: predicted classes, marks on the chart, files, and work that keeps only the newest. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Announcer } from '../../../src/cells/announcer';
import { historyCsv, measurementsCsv, toJson } from '../../../src/cells/export';
import { reportOf } from '../../../src/cells/faults';
import { Job } from '../../../src/cells/job';
import { knobMarks } from '../../../src/cells/network/marks';
import { describeBackend, featureWord } from '../../../src/cells/network/names';
import { newest } from '../../../src/cells/network/newest';
import { predictedClasses, rowsOf } from '../../../src/cells/network/predictions';
import { SlowMotion } from '../../../src/cells/network/slow-motion';
import type { Dataset } from '../../../src/contract/dataset';
import type { RunSpec } from '../../../src/contract/model';
import { endless, fakeBackend, fakeCost, fakeDataset, FakeHistory, fakeReport, fault } from './fake-engine';
import { until } from '../../until';

afterEach(() => vi.useRealTimers());

describe('predicted classes', () => {
  it('are the likeliest output, or with one output whether it reaches a half', () => {
    expect([...predictedClasses(Float32Array.of(0.2, 0.5, 0.3, 0.4, 0.4, 0.2), 3)]).toEqual([1, 0]);
    expect([...predictedClasses(Float32Array.of(0.49, 0.5, 0.9), 1)]).toEqual([0, 1, 1]);
  });

  it('lead to the held-out examples of a cell', () => {
    const data: Dataset = fakeDataset({
      dataset: 'moons',
      seed: 1,
      noise: 0,
      samples: 8,
      trainShare: 0.5,
      features: ['x1', 'x2'],
    });
    const predicted = Uint8Array.of(0, 0, 0, 0, 0, 0, 1, 1);
    expect([...rowsOf(data, predicted, [0, 1])]).toEqual([6]);
    expect([...rowsOf(data, predicted, [0, 0])]).toEqual([4]);
  });
});

describe('marks of the learning rate', () => {
  const history = new FakeHistory();
  for (let i = 0; i <= 10; i++) history.add({ step: 100 * i, epoch: 10 * i });
  const marks = (changes: RunSpec['changes']) => knobMarks({ spec: { changes } as RunSpec, history });

  it('stand at the epoch of their step, and leave other knobs out', () => {
    const found = marks([
      { step: 250, knobs: { learningRate: 0.1 } },
      { step: 300, knobs: { batchSize: 8 } },
      { step: 900, knobs: { learningRate: 0.001, l2: 1 } },
    ]);
    expect(found).toEqual([
      { step: 250, epoch: 25, label: 'η 0.1' },
      { step: 900, epoch: 90, label: 'η 0.001' },
    ]);
  });

  it('keep the last place of a drag', () => {
    const drag = [250, 255, 260].map((step, i) => ({ step, knobs: { learningRate: 0.1 * (i + 1) } }));
    expect(marks(drag).map(({ step }) => step)).toEqual([260]);
  });
});

describe('files', () => {
  const device = { userAgent: 'A browser, "made up"', cores: 2, crossOriginIsolated: true, at: '2026-11-22T12:00:00.000Z' };
  const history = new FakeHistory();
  history.add({ step: 0, testLoss: 0.7 });
  history.add({ step: 7, testLoss: 0.5 });
  const results = { device, spec: null, history, cost: fakeCost, reports: [fakeReport], sweep: [] };

  it('hold everything as JSON, history no longer than it is', () => {
    const read = JSON.parse(toJson(results));
    expect(read.history.step).toEqual([0, 7]);
    expect(read.reports[0].latency.samples).toHaveLength(30);
    expect(read.device).toEqual(device);
  });

  it('hold the loss history as CSV, quoted where it must be', () => {
    const lines = historyCsv(history, device).trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(/^step,epoch,trainLoss,testLoss,.*user_agent/);
    expect(lines[2]).toMatch(/^7,0,0,0.5,.*"A browser, ""made up""",2,true/);
    const number = new FakeHistory();
    number.add({ step: 1, testLoss: 0.5, trainAccuracy: NaN, testAccuracy: NaN });
    expect(historyCsv(number, device)).toMatch(/^step,epoch,trainLoss,testLoss,learningRate,ms,user_agent/);
  });

  it('hold every measurement as a row of CSV', () => {
    const lines = measurementsCsv(results).trimEnd().split('\n');
    expect(lines.slice(1).map((line) => line.split(',')[0])).toEqual([
      'forward',
      'backward',
      'update',
      'inference',
      'inference',
      'training step',
    ]);
    expect(new Set(lines.map((line) => line.replace(/"[^"]*(""[^"]*)*"/g, '').split(',').length)).size).toBe(1);
  });
});

describe('newest', () => {
  it('does one thing at a time, and of what waits only the last', async () => {
    const done: number[] = [];
    let open = () => {};
    const follow = newest(async (n: number) => {
      done.push(n);
      await new Promise<void>((resolve) => (open = resolve));
    });
    [1, 2, 3].forEach(follow);
    expect(done).toEqual([1]);
    open();
    await until(() => expect(done).toEqual([1, 3]));
  });
});

describe('a job', () => {
  it('tells its progress and gives its answer', async () => {
    const changed = vi.fn();
    const job = new Job(changed);
    const answer = await job.run('measure', async ({ onProgress }) => {
      onProgress?.({ type: 'request-progress', request: 1, done: 0.5, doing: 'half', point: null, trial: null, look: null });
      expect(job).toMatchObject({ name: 'measure', done: 0.5, doing: 'half' });
      return 42;
    });
    expect(answer).toBe(42);
    expect(job.name).toBeNull();
    expect(changed).toHaveBeenCalled();
  });

  it('says how it ended when it is cancelled or refused, and nothing when it is dropped', async () => {
    const job = new Job(() => {});
    const cancelled = job.run('sweep', (options) => endless<number>()(null, options));
    job.cancel();
    expect(await cancelled).toBeNull();
    expect(job.failed).toMatchObject({ name: 'sweep', report: { code: 'cancelled' } });
    await job.run('measure', () => Promise.reject(fault('hidden', 'The tab was hidden.')));
    expect(job.failed?.report.code).toBe('hidden');
    const dropped = job.run('cost', (options) => endless<number>()(null, options));
    job.drop();
    expect(await dropped).toBeNull();
    expect(job.failed).toBeNull();
  });
});

describe('slow motion', () => {
  it('steps when the update lights up, and stops at once', () => {
    vi.useFakeTimers();
    const step = vi.fn();
    const slow = new SlowMotion(step, () => {});
    slow.start();
    const stages = [slow.stage];
    for (let i = 0; i < 4; i++) {
      vi.advanceTimersByTime(1200);
      stages.push(slow.stage);
    }
    expect(stages).toEqual(['forward', 'loss', 'backward', 'update', 'forward']);
    expect(step).toHaveBeenCalledTimes(1);
    slow.stop();
    vi.advanceTimersByTime(10_000);
    expect(slow.stage).toBeNull();
    expect(step).toHaveBeenCalledTimes(1);
  });
});

describe('the status region', () => {
  it('speaks at most every 5 seconds, and then the newest', () => {
    vi.useFakeTimers();
    const announcer = new Announcer(() => {});
    announcer.say('one');
    announcer.say('two');
    announcer.say('three');
    expect(announcer.text).toBe('one');
    vi.advanceTimersByTime(4999);
    expect(announcer.text).toBe('one');
    vi.advanceTimersByTime(1);
    expect(announcer.text).toBe('three');
    announcer.end();
  });

  it('waits for the end of a knob’s turning where it is told to', () => {
    vi.useFakeTimers();
    const announcer = new Announcer(() => {}, 700);
    announcer.say('one');
    vi.advanceTimersByTime(600);
    announcer.say('two');
    vi.advanceTimersByTime(699);
    expect(announcer.text).toBe('');
    vi.advanceTimersByTime(1);
    expect(announcer.text).toBe('two');
    announcer.say('three');
    announcer.end();
    vi.advanceTimersByTime(10_000);
    expect(announcer.text).toBe('two');
  });
});

describe('words', () => {
  it('write features as mathematics does', () => {
    expect(['x1', 'x2^2', 'x1*x2', 'sin(pi*x2)', 'body mass (g)'].map(featureWord)).toEqual([
      'x₁',
      'x₂²',
      'x₁x₂',
      'sin πx₂',
      'body mass (g)',
    ]);
  });

  it('never call a software renderer a GPU', () => {
    expect(describeBackend(fakeBackend('webgl'))).toBe('WebGL · GPU');
    expect(describeBackend(fakeBackend('webgl', true))).toBe('WebGL · software rendering, not a GPU');
    expect(describeBackend(fakeBackend('wasm'))).toBe('WASM');
  });

  it('take any refusal as a report', () => {
    expect(reportOf(fault('hidden', 'Hidden.'))).toEqual({ code: 'hidden', message: 'Hidden.', hint: 'Try again.' });
    expect(reportOf(new Error('odd'))).toMatchObject({ code: 'internal', message: 'odd' });
  });
});
