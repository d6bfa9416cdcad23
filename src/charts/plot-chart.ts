/**
 * What every chart on Observable Plot shares: Plot loaded when first needed, a fixed height, a redraw at most once a frame
 * and only while visible, a name and a summary for those who do not see it, and the same data as a table.
 */
import { html, LitElement, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { Device } from '../contract/measurement';
import { download, thisDevice } from '../ui/download';
import { watchPrinting } from '../ui/printing';
import { chartStyles } from './chart-styles';
import { tableCsv, tableView, type ChartTable } from './table-view';

export type PlotModule = typeof import('./plot');
export type Drawing = ReturnType<PlotModule['plot']>;

export abstract class PlotChart extends LitElement {
  static override styles: CSSResultGroup = chartStyles;

  /** Accessible name, and the table's caption. Set it as a property: as an attribute the browser shows it as a tooltip too. */
  @property() override accessor title = '';
  /** Of the drawing or the table, pixels; what stands above and below it has fixed heights of its own. */
  @property({ type: Number }) accessor height = 190;
  /** What to do while there is nothing to draw: in place of the chart's own words. */
  @property() accessor empty = '';
  /** Where its data was found; null is here. */
  @property({ attribute: false }) accessor device: Device | null = null;

  /** Least milliseconds between two redraws; a chart that grows all the time asks for more than a frame. */
  protected interval = 0;

  @state() private accessor asTable = false;
  @state() private accessor failed = false;
  @state() private accessor near = false;
  @state() private accessor printing = false;
  @query('.plot') private accessor plotElement!: HTMLElement | null;
  @query('.summary') private accessor summaryElement!: HTMLElement | null;

  private plot: PlotModule | null = null;
  private width = 0;
  private frame = 0;
  private timer = 0;
  private idle = 0;
  private drawnAt = -Infinity;
  private drawnKey: string | null = null;
  /** Something came in since the drawing under way was built. */
  private changed = false;

  private readonly intersection = new IntersectionObserver((entries) => (this.near = entries.at(-1)!.isIntersecting));
  private stopPrinting = () => {};
  private readonly resize = new ResizeObserver((entries) => {
    const width = Math.floor(entries.at(-1)!.contentRect.width);
    if (width === this.width) return;
    this.width = width;
    this.requestUpdate();
  });

  /** Shown instead of a drawing while there is nothing to draw; `empty` says more, such as which button to press. */
  protected abstract readonly emptyText: string;
  protected abstract hasData(): boolean;
  /** Draws everything anew, `width` pixels wide and `this.height` high. */
  protected abstract draw(plot: PlotModule, width: number): Drawing;
  protected abstract table(): ChartTable;
  /** One or two sentences: what somebody who sees the chart reads off it first. */
  protected abstract summary(): string;

  /** Of the drawing's vertical axis, with its arrow. */
  protected verticalLabel(): string {
    return '';
  }
  /** Controls at the right of the top line. */
  protected tools(): TemplateResult | typeof nothing {
    return nothing;
  }
  /** Text below the drawing, of a fixed height. */
  protected below(): TemplateResult | typeof nothing {
    return nothing;
  }
  /** The same string as last time means that the drawing would be the same; null redraws at each change. */
  protected drawingKey(): string | null {
    return null;
  }
  /** After each redraw. */
  protected drawn(_drawing: Drawing): void {}
  /** Draws now what of the drawing was put off. */
  protected finish(): void {}

  protected get isVisible(): boolean {
    return this.near || this.printing;
  }
  protected get isTable(): boolean {
    return this.asTable;
  }
  protected get drawingWidth(): number {
    return this.width;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.intersection.observe(this);
    this.resize.observe(this);
    this.stopPrinting = watchPrinting((printing, atOnce) => {
      this.printing = printing;
      if (printing && atOnce) this.drawAtOnce();
    });
    // So that what nobody has scrolled to can be drawn at once when the page is printed.
    if ('requestIdleCallback' in globalThis) this.idle = requestIdleCallback(() => this.load());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.intersection.disconnect();
    this.resize.disconnect();
    this.stopPrinting();
    this.near = this.printing = false;
    cancelAnimationFrame(this.frame);
    clearTimeout(this.timer);
    this.frame = this.timer = 0;
    if (this.idle) cancelIdleCallback(this.idle);
  }

  protected override updated(_changed: PropertyValues): void {
    this.schedule();
  }

  private schedule(): void {
    if (!this.isVisible || this.asTable || this.failed || this.width <= 0 || !this.hasData()) return;
    if (!this.plot) {
      this.load();
      return;
    }
    if (this.frame || this.timer) {
      this.changed = true;
      return;
    }
    const wait = this.drawnAt + this.interval - performance.now();
    if (wait > 0) {
      this.timer = window.setTimeout(() => {
        this.timer = 0;
        this.schedule();
      }, wait);
      return;
    }
    // A task of its own: several charts that come into view together would block the page for as long as all take.
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.timer = window.setTimeout(this.redraw);
    });
  }

  /** The module system keeps what it has loaded, so every chart shares one copy. */
  private load(): void {
    import('./plot').then(
      (module) => {
        this.plot = module;
        this.schedule();
      },
      () => (this.failed = true),
    );
  }

  private get whole(): string | null {
    const key = this.drawingKey();
    return key === null ? null : `${key} ${this.width} ${this.height}`;
  }

  private readonly redraw = (): void => {
    this.timer = 0;
    if (!this.plot || !this.plotElement || !this.isVisible || !this.hasData()) return;
    const { whole } = this;
    if (this.stands(whole)) return;
    this.changed = false;
    const drawing = this.draw(this.plot, this.width);
    const summary = this.summary();
    // Put in with the next frame: building it and laying it out in one task could cost a frame.
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.put(drawing, summary, whole);
      if (this.changed) this.schedule();
    });
  };

  private stands(whole: string | null): boolean {
    return whole !== null && whole === this.drawnKey && Boolean(this.plotElement?.firstChild);
  }

  private put(drawing: Drawing, summary: string, whole: string | null): void {
    if (!this.plotElement) return;
    this.plotElement.replaceChildren(drawing);
    if (this.summaryElement) this.summaryElement.textContent = summary;
    this.drawnKey = whole;
    this.drawnAt = performance.now();
    this.drawn(drawing);
  }

  /** For paper, whether it has been seen or not. */
  private drawAtOnce(): void {
    this.requestUpdate();
    this.performUpdate();
    const width = this.plotElement?.clientWidth ?? 0;
    if (!this.plot || this.asTable || width === 0 || !this.hasData()) return;
    if (width !== this.width) {
      this.width = width;
      this.requestUpdate();
      this.performUpdate();
    }
    cancelAnimationFrame(this.frame);
    clearTimeout(this.timer);
    this.frame = this.timer = 0;
    const { whole } = this;
    if (!this.stands(whole)) this.put(this.draw(this.plot, width), this.summary(), whole);
    this.finish();
  }

  protected override render(): TemplateResult {
    const empty = !this.hasData();
    return html`
      <div class="top">
        <span class="vertical" aria-hidden="true">${empty || this.asTable ? nothing : this.verticalLabel()}</span>
        ${this.asTable ? nothing : this.tools()}
        ${this.asTable && !empty ? html`<button type="button" class="save" @click=${this.save}>Download as CSV</button>` : nothing}
        <button type="button" class="toggle" aria-describedby="of" ?disabled=${empty} @click=${this.toggle}>
          ${this.asTable ? 'Show as chart' : 'Show as table'}
        </button>
        <span id="of" hidden>${this.title}</span>
      </div>
      <div class=${empty ? 'body without' : 'body'} style="height:${this.height}px">
        ${
          empty
            ? html`<p class="empty">${this.empty || this.emptyText}</p>`
            : this.asTable
              ? tableView(this.title, this.table())
              : this.failed
                ? html`<p class="empty">The chart could not be loaded. Its table still works.</p>`
                : this.drawingView()
        }
      </div>
      ${this.below()}
    `;
  }

  /** The element that stands for the drawing; a chart that can be worked with replaces its role. */
  protected drawingView(): TemplateResult {
    return html`
      <div class="drawing" role="img" aria-label=${this.title} aria-describedby="summary">
        <div class="plot" aria-hidden="true"></div>
      </div>
      <p class="summary" id="summary"></p>
    `;
  }

  private readonly save = (): void => {
    const name =
      this.title
        .toLowerCase()
        .match(/[a-z0-9]+/g)
        ?.join('-') ?? 'chart';
    download(`forward-pass-${name}.csv`, 'text/csv', tableCsv(this.table(), this.device ?? thisDevice()));
  };

  private toggle(): void {
    this.asTable = !this.asTable;
    this.drawnKey = null;
  }
}
