/**
 * Keeps an experiment's cell from visit to visit: its settings soon after they change, what it has found as soon as that has come
 * to its end. A run cut short leaves what was kept before it. What somebody shared is not the reader's own, and is not kept.
 */
import { html, nothing, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import type { CellContext, Kept } from '../contract/cell';
import type { Device } from '../contract/measurement';
import { rendererName } from '../draw/renderer-name';
import { InputFault } from '../share/fault';
import { bytesOf, MOST, readKeptCell, sumOf, type KeptCell, type KeptKind, type Taken } from '../share/kept-cell';
import { thisDevice } from '../ui/download';
import '../ui/fp-notice';
import { whenLeaving } from './leaving';
import { differences, whenWords } from './taken-words';

/** Milliseconds that a change waits for the next one. */
const SETTLING = 400;

interface Host extends LitElement {
  body: unknown;
  cellId: string;
  context: CellContext;
}

export interface Plan<S, R> {
  /** What this kind keeps, as its fence has it. */
  kind(): KeptKind<S, R>;
  /** Plain data that can be cloned. */
  settings(): S;
  /** What has come to its end: plain data that nothing changes any more. Null where there is nothing. */
  results?(): R | null;
  restore(kept: { settings: S; results: R | null }): void;
  /** Tells the scope; called once the cell stands as it was kept. */
  publish(): void;
  /** The cell whose network this one works on, if there is one. */
  of?(): string | undefined;
}

export class Keeping<S, R = never> implements ReactiveController {
  /** The settings that were kept last, or that the cell began with: only what the reader does is worth keeping. */
  #last: string | null = null;
  /** Those that wait to be kept. */
  #waiting: string | null = null;
  #own: S | null = null;
  #results: R | null = null;
  #taken: Taken | null = null;
  /** Something that stands here is of an earlier visit. */
  earlier = false;
  #refused: InputFault | null = null;
  #tooLarge = false;
  /** What WebGL runs on now; null before that is known. */
  #renderer: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stay = () => {};

  constructor(
    private readonly host: Host,
    private readonly plan: Plan<S, R>,
  ) {
    host.addController(this);
  }

  /** To be called when the host is connected and stands as its fence has it. */
  begin(): void {
    const { plan, host } = this;
    const own = plan.settings();
    this.#own ??= own;
    const value = this.#store?.get(host.cellId);
    if (value !== undefined) {
      try {
        this.#restore(readKeptCell(plan.kind(), sumOf(host.body), value));
      } catch (error) {
        if (!(error instanceof InputFault)) throw error;
        this.#refused = error;
      }
    }
    this.#last = JSON.stringify(plan.settings());
    plan.publish();
  }

  /**
   * A measurement has come to its end: it is kept at once.
   * @param beside others that were there before it stand beside it
   * @param renderer what WebGL ran on, where it is part of it
   */
  found({ beside = false, renderer }: { beside?: boolean; renderer?: string } = {}): void {
    this.#results = this.plan.results?.() ?? null;
    this.#refused = null;
    if (!this.#results) this.#taken = null;
    else if (!beside || !this.#taken) this.#taken = here(renderer);
    this.earlier = beside && this.earlier;
    this.#put();
  }

  /** What the reader should know of what was kept; nothing most of the time. */
  get notices(): TemplateResult | typeof nothing {
    if (this.#refused)
      return html`<fp-notice kind="warn"
        >What was kept of this cell is left out; it is as its lesson has it. (${this.#refused.message})${this.#button}</fp-notice
      >`;
    if (this.#tooLarge)
      return html`<fp-notice>These results are too large to be kept: they will be lost when you leave the lesson.</fp-notice>`;
    if (!this.earlier || !this.#taken) return nothing;
    const others = differences(this.#taken, here(this.#renderer ?? undefined));
    return html`<fp-notice kind=${others ? 'warn' : 'info'}
      >Kept from an earlier visit: ${whenWords(this.#taken)}.${others ? ` ${others}` : nothing}${this.#button}</fp-notice
    >`;
  }

  /** Where what stands here was found, for a file made now. */
  get device(): Device {
    const now = thisDevice();
    const { userAgent, cores, crossOriginIsolated } = (this.earlier && this.#taken) || now;
    return { userAgent, cores, crossOriginIsolated, at: now.at };
  }

  hostConnected(): void {
    this.#stay = whenLeaving(this.#now);
  }

  hostUpdated(): void {
    const settings = JSON.stringify(this.plan.settings());
    if (this.#last === null || settings === (this.#waiting ?? this.#last)) return;
    this.#waiting = settings;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#now, SETTLING);
  }

  hostDisconnected(): void {
    this.#stay();
    this.#now();
    this.#last = null;
  }

  get #button(): TemplateResult {
    return html`<button slot="actions" @click=${this.#forget}>Forget it</button>`;
  }

  /** Null where nothing can be kept, or what stands here is somebody else's. */
  get #store(): Kept | null {
    const { context, cellId } = this.host;
    const shared = context.opened?.cell;
    if (!cellId || (shared !== undefined && [cellId, this.plan.of?.()].includes(shared))) return null;
    return context.kept ?? null;
  }

  #restore({ settings, results, taken }: KeptCell<S, R>): void {
    this.plan.restore({ settings, results });
    this.#results = results;
    this.#taken = taken;
    this.earlier = results !== null;
    if (taken?.renderer !== undefined)
      void rendererName().then((name) => {
        this.#renderer = name;
        this.host.requestUpdate();
      });
  }

  /** The cell is as its lesson has it again. */
  readonly #forget = (): void => {
    const { plan, host } = this;
    if (this.#own !== null) plan.restore({ settings: this.#own, results: null });
    clearTimeout(this.#timer);
    this.#results = this.#taken = this.#refused = null;
    this.earlier = this.#tooLarge = false;
    this.#last = JSON.stringify(plan.settings());
    this.#store?.forget(host.cellId);
    plan.publish();
    host.requestUpdate();
  };

  readonly #now = (): void => {
    clearTimeout(this.#timer);
    if (this.#last !== null && JSON.stringify(this.plan.settings()) !== this.#last) this.#put();
  };

  #put(): void {
    clearTimeout(this.#timer);
    const { host, plan } = this;
    const settings = plan.settings();
    this.#last = JSON.stringify(settings);
    this.#waiting = null;
    const kept: KeptCell<S, R> = {
      version: plan.kind().version,
      fence: sumOf(host.body),
      settings,
      results: this.#results,
      taken: this.#taken,
    };
    this.#tooLarge = bytesOf(kept) > MOST;
    // As the lesson has it: there is nothing to keep.
    if (!this.#results && this.#last === JSON.stringify(this.#own)) this.#store?.forget(host.cellId);
    else this.#store?.put(host.cellId, this.#tooLarge ? { ...kept, results: null, taken: null } : kept);
    host.requestUpdate();
  }
}

function here(renderer?: string): Taken {
  return { ...thisDevice(), ...(renderer !== undefined && { renderer }) };
}
