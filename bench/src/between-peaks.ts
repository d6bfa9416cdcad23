/** Ours between slices of the peak, from task to task of a page: what undisturbed.ts makes a share of. */
import { Contestant, pause } from './contestant';
import type { Entry } from './line-up';
import type { NetworkId } from './networks';
import type { Turn } from './undisturbed';

/** Times after each task that ours is held against the peak right before and right after it, and the length of its slices and the peak's. */
const BETWEEN = { turns: 20, oursMs: 55, peakMs: 30 };

/** Ours at training, made ready in a worker of its own, and the peak beside it, from task to task of a page. */
export class BetweenPeaks {
  readonly turns: Turn[] = [];
  readonly contender: string;

  private constructor(
    readonly ours: Contestant,
    readonly peak: Contestant,
  ) {
    this.contender = ours.entry.name;
  }

  /** @throws Error with the worker's reason */
  static async open(entry: Entry, network: NetworkId, ms: number, peak: Contestant): Promise<BetweenPeaks> {
    const ours = new Contestant(entry);
    await ours.ask('open', { entry, network });
    await ours.ask('prepare', { task: { kind: 'train' }, ms, only: null, hopeless: 0 });
    return new BetweenPeaks(ours, peak);
  }

  /** Slices of both in turn, so that each of ours stands between two of the peak. */
  async take(): Promise<void> {
    let before = await this.peak.take(BETWEEN.peakMs);
    for (let i = 0; i < BETWEEN.turns; i++) {
      await pause();
      const ours = await this.ours.take(BETWEEN.oursMs);
      await pause();
      const after = await this.peak.take(BETWEEN.peakMs);
      this.turns.push({ before, ours, after });
      before = after;
    }
  }
}
