/** A run in short, for the README: at each task the fastest of ours and the fastest peer, and one thread against one thread. Pure. */
import { networkIds, type NetworkId } from './networks';
import type { Against, Results, Standing } from './results';
import { figure, interval, percent, times, twoThreadsOf } from './tables';

/** One task: who is the fastest on either side, with the figure as words. */
export interface Line {
  task: string;
  ours: { contender: string; figure: string };
  peer: { contender: string; figure: string } | null;
  ratio: number | null;
  /** The fastest of ours that uses one thread, against the fastest peer that does. */
  alone: Against | null;
}

/** A second thread is only named where it brings so much. */
const WORTH = 1.05;

const isOurs = ({ contender }: Standing) => contender.startsWith('ours');

/** µs as long as they are few. */
export function duration(microseconds: number): string {
  return microseconds >= 1000 ? `${figure(microseconds / 1000)} ms` : `${figure(microseconds)} µs`;
}

/** @param speed larger is faster */
function line<T extends Standing>(task: string, rows: T[], speed: (row: T) => number, words: (row: T) => string): Line[] {
  const fastest = (some: T[]) => some.toSorted((a, b) => speed(b) - speed(a)).at(0);
  const first = fastest(rows.filter(isOurs));
  const alone = fastest(rows.filter((row) => isOurs(row) && row.threads === 1));
  if (!first) return [];
  const ours = alone && speed(first) < WORTH * speed(alone) ? alone : first;
  const peer = fastest(rows.filter((row) => !isOurs(row)));
  return [
    {
      task,
      ours: { contender: ours.contender.replace('ours, ', ''), figure: words(ours) },
      peer: peer ? { contender: peer.contender, figure: words(peer) } : null,
      ratio: ours.ratioToBestPeer,
      alone: alone?.equalThreads ?? null,
    },
  ];
}

export function linesOf({ training, inference, grid }: Pick<Results, 'training' | 'inference' | 'grid'>): Line[] {
  const batches = [...new Set(inference.map(({ batch }) => batch))];
  return [
    ...networkIds.flatMap((id) =>
      line(
        `${id}, training`,
        training.filter(({ network }) => network === id),
        (row) => row.stepsPerSecond,
        (row) => `${figure(row.stepsPerSecond)} steps/s`,
      ),
    ),
    ...networkIds.flatMap((id) =>
      batches.flatMap((n) =>
        line(
          `${id}, inference, batch ${n}`,
          inference.filter(({ network, batch }) => network === id && batch === n),
          (row) => 1 / row.microseconds,
          (row) => duration(row.microseconds),
        ),
      ),
    ),
    ...line(
      'A2, a grid of 500 × 500 points',
      grid.filter(({ drawn }) => !drawn),
      (row) => 1 / row.microseconds,
      (row) => duration(row.microseconds),
    ),
  ];
}

/** The tasks at which one thread of ours may be slower than one of the best peer's: the interval begins below 0.95. */
export function behind(lines: readonly Line[]): Line[] {
  return lines.filter(({ alone }) => alone !== null && alone.low < 0.95);
}

/** The drawn grid against TensorFlow.js, which only predicts it; empty where it was not drawn. */
function drawnWords({ grid }: Results): string {
  const drawn = grid
    .filter((row) => row.drawn)
    .toSorted((a, b) => a.microseconds - b.microseconds)
    .at(0);
  const tfjs = grid.find(({ contender }) => contender === drawn?.tfjs?.peer);
  if (!drawn?.tfjs || !tfjs) return '';
  return `A decision boundary of A2, 500 × 500 points, stands on the canvas after ${duration(drawn.microseconds)} (${drawn.contender.replace('ours, ', '')}); TensorFlow.js at its fastest (${tfjs.contender}) has predicted those points after ${duration(tfjs.microseconds)}: ${interval(drawn.tfjs)}.`;
}

function peakWords({ environment, training, peakGflops }: Results): string {
  const shares = (['A3', 'A4'] satisfies NetworkId[]).flatMap((id) => {
    const ours = training
      .filter((row) => row.network === id && isOurs(row) && row.threads === 1)
      .toSorted((a, b) => b.stepsPerSecond - a.stepsPerSecond)
      .at(0)?.peakShare;
    return ours ? [`${percent(ours.median)} (${percent(ours.low)} to ${percent(ours.high)}) in training ${id}`] : [];
  });
  const free = environment.undisturbed
    .filter(({ network }) => network === 'A3' || network === 'A4')
    .map(
      ({ network, share, turns, of }) =>
        `${percent(share.median)} (${percent(share.low)} to ${percent(share.high)}) in training ${network} (${turns} of ${of} turns)`,
    );
  const alone = free.length
    ? ` Where no other program needed the core, which is to say where the peak's loop right before and right after was within 5% of its best, it reaches ${free.join(' and ')}.`
    : '';
  const two = twoThreadsOf(environment.twoThreads);
  const second = two.length
    ? ` Two threads at once did as much as one, times: ${two.join(', ')}; near 2 where each has a core of its own, near 1 where they share one or others need it.`
    : '';
  return shares.length
    ? `One thread multiplies and adds ${figure(peakGflops)} · 10⁹ times a second here at most (measured); ours reaches, round by round, ${shares.join(' and ')}.${alone}${second}`
    : '';
}

export interface Place {
  date: string;
  browser: string;
  processor: string;
  processors: number;
  webgl: string;
  slices: number;
  sliceMs: number;
  seconds: number;
}

function placeWords({ date, browser, processor, processors, webgl, slices, sliceMs, seconds }: Place): string {
  const chromium = /Chrom\w*\/(\d+)/.exec(browser)?.[1] ?? '';
  const gpu = /swiftshader|llvmpipe/i.test(webgl) ? 'no graphics card (WebGL and WebGPU run on SwiftShader)' : webgl;
  return `Measured on ${date.slice(0, 10)} in Chromium ${chromium} on ${processors} processors (${processor}), ${gpu}: medians of ${slices} interleaved slices of ${sliceMs} ms each, the whole run in ${Math.round(seconds)} s.`;
}

/** The section of the README between its marks: pictures and figures. */
export function markdownOf(results: Results): string {
  const rows = linesOf(results).map(
    ({ task, ours, peer, ratio, alone }) =>
      `| ${task} | ${ours.figure} (${ours.contender}) | ${peer ? `${peer.figure} (${peer.contender})` : ''} | ${times(ratio)} | ${interval(alone)} |`,
  );
  const picture = (name: string, words: string) => `![${words}](bench/results/${name}.svg)`;
  return [
    picture('training', 'Training: how many times as fast as the fastest peer each contender is'),
    picture('inference', 'Inference: the same for batches of 1, 32 and 1024'),
    placeWords(results.environment as unknown as Place),
    [
      '| | the fastest of ours | the fastest peer | times as fast | one thread against one |',
      '|---|---|---|---|---|',
      ...rows,
    ].join('\n'),
    drawnWords(results),
    peakWords(results),
  ]
    .filter(Boolean)
    .join('\n\n');
}

const marks = ['<!-- bench -->', '<!-- /bench -->'] as const;

/** The text with the section put between its marks. @throws RangeError where it has no marks */
export function withSection(text: string, section: string): string {
  const [start, end] = marks.map((mark) => text.indexOf(mark));
  if (start < 0 || end < start) throw new RangeError(`The marks ${marks.join(' and ')} are not there.`);
  return `${text.slice(0, start + marks[0].length)}\n${section && `${section}\n`}${text.slice(end)}`;
}
