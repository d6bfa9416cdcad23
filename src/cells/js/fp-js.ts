/** `<fp-js>`: code that the reader can read, change, break and run, with what it shows below it. */
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import type { CellContext } from '../../contract/cell';
import { controls } from '../../ui/controls';
import { card } from '../card';
import { createEditedCode } from '../edited-code';
import '../../ui/fp-notice';
import { CodeCell, type CellState } from './code-cell';
import type { Editor } from './editor';
import { keep, keptOf, type Kept } from './kept';
import { createNotebook } from './notebook';
import { linkNotice } from './link-notice';
import type { JsBody } from './schema';
import { shareButton } from './share-button';
import { styles } from './styles';
import { spokenWords, stillWords } from './words';

/** Milliseconds after the last keystroke until code is read and kept. */
const pause = 400;

type Made = typeof import('./editor');

const marks: Record<CellState, string> = { idle: '○', stale: '◐', queued: '…', running: '▸', ok: '✓', error: '✗' };

@customElement('fp-js')
export class FpJs extends LitElement {
  static override styles = [controls, card, styles];

  @property({ attribute: false }) accessor body!: JsBody;
  @property() accessor cellId = '';
  @property({ attribute: false }) accessor context!: CellContext;

  /** How a run shows: loaded with the first one. */
  @state() private accessor views: typeof import('./outputs') | null = null;
  @state() private accessor editing = false;
  /** What stands above the code, such as a run that did not end with the last visit. */
  @state() private accessor notice = '';
  /** The reader's own code from before a link's took its place. */
  @state() private accessor own: string | null = null;
  @query('.code') private accessor place!: HTMLElement;

  #cell!: CodeCell;
  #editor: Editor | null = null;
  /** The code is a link's, neither run nor changed: it is not the reader's own, and not kept. */
  #foreign = false;
  /** What of this cell was read or kept last. */
  #kept = '';
  /** The editor's module, and the editor in its place. */
  #loading: Promise<Made | null> | null = null;
  #opened: Promise<void> | null = null;
  #leave = () => {};
  #timer: ReturnType<typeof setTimeout> | undefined;
  #clock: ReturnType<typeof setInterval> | undefined;

  get #notebook() {
    return this.context.scope.shared(createNotebook);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const title = this.querySelector('[slot=title] > :last-child')?.textContent ?? this.cellId;
    this.#cell ??= new CodeCell(this.cellId, title, this.body, () => this.#changed());
    const kept = keptOf(this.context.progress, this.cellId);
    this.#kept = JSON.stringify(kept);
    const linked = this.#linked;
    if (!this.hasUpdated) {
      this.#foreign = linked !== null;
      this.#cell.held = this.#foreign || kept.held;
      this.own = linked === null || linked === kept.code ? kept.own : kept.code;
    }
    if (kept.running && !this.#foreign)
      this.notice = 'The page closed while this code was running. It is as you left it, and has not been started again.';
    this.#leave = this.#notebook.add(this.#cell, this.context);
    this.context.scope.publish(this.cellId, { state: this.#cell.state, runs: this.#cell.runs, value: this.#cell.value });
    const code = this.#foreign ? linked : kept.code;
    if (code !== null) {
      this.#notebook.edit(this.#cell, code);
      void this.#notebook.read(this.#cell);
    }
    this.context.scope
      .shared(createEditedCode)
      .set(this.cellId, () => (this.#cell.code === this.body.code ? null : this.#cell.code));
    // It has been said; the next visit need not hear it again.
    if (kept.running) this.#keep(false);
    addEventListener('pagehide', this.#flush);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('pagehide', this.#flush);
    this.#flush();
    clearInterval(this.#clock);
    this.#clock = undefined;
    this.#leave();
    this.context.scope.shared(createEditedCode).delete(this.cellId);
  }

  get #linked(): string | null {
    return this.context.opened?.code?.find(({ cell }) => cell === this.cellId)?.code ?? null;
  }

  #changed(): void {
    const running = this.#cell.state === 'running';
    if (running) this.#clock ??= setInterval(() => this.requestUpdate(), 500);
    else {
      clearInterval(this.#clock);
      this.#clock = undefined;
    }
    // Kept before it runs: code can bring down the page that it was written in.
    this.#keep(this.#cell.busy);
    if (this.#cell.outputs.length > 0 || this.#cell.fault) void this.#loadViews();
    this.#markFault();
    this.requestUpdate();
  }

  #markFault(): void {
    this.#editor?.mark(this.#cell.state === 'error' ? (this.#cell.fault?.place?.line ?? null) : null);
  }

  async #loadViews(): Promise<void> {
    this.views ??= await import('./outputs');
  }

  override render(): TemplateResult {
    const { state: now, why } = this.#cell;
    const edited = this.#cell.code !== this.body.code;
    return html`<header>
        <slot name="title"></slot>
        <span class="badge ${now}"
          >${now === 'stale' && why ? `stale: ${why}` : now}${this.#foreign ? ' · from a link' : edited ? ' · edited' : nothing}</span
        >
      </header>
      ${
        this.notice
          ? html`<fp-notice kind="warn"
              >${this.notice}<button slot="actions" @click=${() => (this.notice = '')}>Close</button></fp-notice
            >`
          : nothing
      }
      ${linkNotice({ held: this.#cell.held, own: this.own !== null, back: this.#back, stay: this.#stay })}
      <div class="sheet ${now}">
        <div class="margin" aria-hidden="true">${marks[now]}</div>
        <div class="code" @keydown=${this.#key}>${this.editing ? nothing : this.#static()}</div>
      </div>
      <div class="row">
        <button class="primary" ?disabled=${this.#cell.busy} @click=${this.#run}>Run</button>
        ${this.#notebook.several ? html`<button @click=${() => this.#notebook.runAll()}>All code cells</button>` : nothing}
        <button ?disabled=${!this.#cell.busy} @click=${() => this.#notebook.interrupt()}>Interrupt</button>
        <button ?disabled=${!edited} @click=${this.#reset}>Reset</button>
        ${shareButton(this.#cell, this.#notebook, this.context)}
        <p class="still">${stillWords(this.#cell)}</p>
      </div>
      ${
        this.editing
          ? html`<p class="note keys" id="keys">Shift+Enter runs. Tab indents; to leave the editor press Escape, then Tab.</p>`
          : nothing
      }
      <p class="visually-hidden" role="status">${spokenWords(this.#cell)}</p>
      ${this.#shown()}`;
  }

  #static(): TemplateResult {
    const own = this.#cell.code === this.body.code;
    return html`<pre
      class="static"
      role="textbox"
      aria-multiline="true"
      aria-label="Code"
      tabindex="0"
      @focus=${() => void this.#edit(null, true)}
      @pointerdown=${this.#pointer}
    ><code>${own ? unsafeHTML(this.body.html) : this.#cell.code}</code></pre>`;
  }

  #shown() {
    const { outputs, fault, code, absent, state: now } = this.#cell;
    const { views } = this;
    if (!views || now === 'queued' || (outputs.length === 0 && !fault)) return nothing;
    return html`<div class="outputs" role="group" aria-label="Output" tabindex="0">
        ${outputs.map((output, i) => views.outputView(output, i))}
      </div>
      ${fault ? views.faultView(fault, code, absent, () => void this.#goTo()) : nothing}`;
  }

  readonly #run = (): void => {
    if (this.#cell.busy) return;
    this.notice = '';
    this.#foreign = false;
    this.#notebook.run(this.#cell);
  };

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !event.shiftKey || this.#editor) return;
    event.preventDefault();
    this.#run();
  };

  readonly #pointer = (event: PointerEvent): void => {
    event.preventDefault();
    void this.#edit({ x: event.clientX, y: event.clientY });
  };

  /**
   * The editor takes the place of the static code.
   * @param passing the focus has come by itself: whoever has gone on before the editor is here is not called back
   */
  async #edit(at: { x: number; y: number } | null, passing = false): Promise<void> {
    const made = await (this.#loading ??= this.#load());
    if (!made || !this.isConnected) return;
    if (passing && !this.shadowRoot?.activeElement?.matches('.static')) return;
    await (this.#opened ??= this.#open(made));
    this.#editor?.focus(at);
  }

  async #load(): Promise<Made | null> {
    try {
      return await import('./editor');
    } catch {
      this.#loading = null;
      this.notice = 'The editor could not be fetched. The connection may be down; the code can still be run as it is.';
      return null;
    }
  }

  async #open({ createEditor }: Made): Promise<void> {
    this.editing = true;
    await this.updateComplete;
    this.#editor = createEditor({
      parent: this.place,
      root: this.renderRoot as ShadowRoot,
      code: this.#cell.code,
      label: 'Code',
      describedBy: 'keys',
      onEdit: this.#edited,
      onRun: this.#run,
    });
    this.#markFault();
  }

  readonly #edited = (code: string): void => {
    this.#notebook.edit(this.#cell, code);
    this.#foreign = false;
    // The lesson's own code is no stranger.
    if (code === this.body.code) this.#cell.held = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#flush, pause);
    this.requestUpdate();
  };

  /** Reads and keeps what has been typed. */
  readonly #flush = (): void => {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#keep(this.#cell.busy);
    void this.#notebook.read(this.#cell);
  };

  #keep(running: boolean): void {
    if (this.#foreign) return;
    const { own } = this;
    const { held } = this.#cell;
    const code = this.#cell.code === this.body.code ? null : this.#cell.code;
    const now: Kept = { code, running, own, held };
    const text = JSON.stringify(now);
    // Another tab may have kept newer code of this cell since: what has not changed here is not written over it.
    if (text === this.#kept) return;
    this.#kept = text;
    keep(this.context.progress, this.cellId, now);
  }

  readonly #reset = (): void => this.#replace(this.body.code);

  #replace(code: string): void {
    if (this.#editor) this.#editor.replace(code);
    else this.#edited(code);
  }

  readonly #back = (): void => {
    const { own } = this;
    if (own === null) return;
    this.own = null;
    this.#cell.held = false;
    this.#replace(own);
  };

  /** What the reader had before it is let go. */
  readonly #stay = (): void => {
    this.own = null;
    this.#keep(this.#cell.busy);
  };

  async #goTo(): Promise<void> {
    const place = this.#cell.fault?.place;
    await this.#edit(null);
    if (place) this.#editor?.goTo(place.line, place.column);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-js': FpJs;
  }
}
