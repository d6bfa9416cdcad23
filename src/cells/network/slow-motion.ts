/** One optimizer step in slow motion: its four stages lit one after the other, and only then the step itself. */
export type Stage = 'forward' | 'loss' | 'backward' | 'update';

const stages: readonly Stage[] = ['forward', 'loss', 'backward', 'update'];
const stageMs = 1200;

export class SlowMotion {
  stage: Stage | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param step does the real step, as the stage `update` lights up */
  constructor(
    readonly step: () => void,
    readonly changed: () => void,
    readonly ms = stageMs,
  ) {}

  get on(): boolean {
    return this.stage !== null;
  }

  start(): void {
    if (!this.on) this.#show(0);
  }

  stop(): void {
    clearTimeout(this.#timer);
    if (!this.on) return;
    this.stage = null;
    this.changed();
  }

  #show(index: number): void {
    this.stage = stages[index];
    if (this.stage === 'update') this.step();
    this.#timer = setTimeout(() => this.#show((index + 1) % stages.length), this.ms);
    this.changed();
  }
}
