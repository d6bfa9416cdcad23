/** The shell: rail, routes, notices and settings around whichever page the address names. All in light DOM. */
import { LitElement, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import type { Lesson } from '../contract/cell';
import type { EngineClient } from '../contract/client';
import '../ui/fp-notice';
import { layOutForPaper, printWhenDrawn, watchPrinting } from '../ui/printing';
import { createEngine } from '../worker/client';
import { copyLink } from './copy-link';
import './fp-search';
import { KeptBook } from './kept';
import { lessons } from './lessons';
import { type Page, type PageContext, anchorOf, loadPage, notFound, pageKey, renderPage, titleOf } from './pages';
import { ProgressBook } from './progress';
import { renderBar, renderRail } from './rail';
import { type Route, lessonHref, readRoute, stateOf, staying } from './routes';
import { keepScroll, keptScroll, restoreScroll } from './scroll';
import { Settings } from './settings';
import { openStorage, type Storage } from './storage';
import type { Change } from './tabs';
import { refuseStrayFiles } from './stray-files';
import { isTyping } from './typing';

/** Below this the rail is a drawer. */
const narrow = '(max-width: 899.98px)';

@customElement('fp-app')
export class FpApp extends LitElement {
  @state() private accessor route: Route = readRoute(location.hash);
  @state() private accessor drawer: 'none' | 'closed' | 'open' = 'none';
  @state() private accessor trouble = '';
  /** Whether what was kept is known. */
  @state() private accessor loaded = false;
  @state() private accessor keysOpen = false;
  /** The lesson whose words stand, as last drawn. */
  @state() private accessor lesson: Lesson | null = null;
  @state() private accessor said = '';
  /** How often progress has been reset: the page is then drawn anew. */
  @state() private accessor resets = 0;

  @query('main') private accessor main!: HTMLElement;
  @query('.rail') private accessor rail!: HTMLElement;
  @query('.menu') private accessor menu!: HTMLButtonElement | null;

  readonly #storage: Storage = openStorage({
    onTrouble: (message) => (this.trouble = message),
    onChange: (change) => this.#changedElsewhere(change),
  });
  readonly #progress = new ProgressBook(this.#storage);
  readonly #kept = new KeptBook(this.#storage);
  readonly #settings = new Settings(this, {
    storage: this.#storage,
    progress: this.#progress,
    kept: this.#kept,
    load: () => this.#load(),
    renewed: () => (this.resets += 1),
  });
  readonly #narrow = matchMedia(narrow);
  #engine: EngineClient | null = null;
  #stop: (() => void)[] = [];
  /** The first page of a visit leaves the focus where it is. */
  #first = true;
  /** The page whose content stands. */
  #standing = '';

  readonly #context: PageContext = {
    progressOf: (slug) => this.#progress.of(slug),
    keptOf: (slug) => this.#kept.of(slug),
    engine: () => (this.#engine ??= createEngine()),
    onReady: () => {
      this.#standing = pageKey(this.route);
      void this.#arrive();
    },
  };

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const on = (target: EventTarget, type: string, listener: (event: Event) => void) => {
      target.addEventListener(type, listener);
      this.#stop.push(() => target.removeEventListener(type, listener));
    };
    on(window, 'hashchange', () => this.#navigate());
    on(this.#narrow, 'change', () => this.#fit());
    on(this, 'click', (event) => this.#clicked(event));
    on(this, 'phase-change', (event) => this.#phaseChanged(event));
    on(this, 'lesson-drawn', (event) => {
      if (event instanceof CustomEvent) this.lesson = event.detail;
    });
    on(window, 'keydown', (event) => {
      if (event instanceof KeyboardEvent) this.#pressed(event);
    });
    this.#stop.push(
      keepScroll(),
      refuseStrayFiles(),
      layOutForPaper(),
      watchPrinting((printing) => {
        // drawn planes take their colours from the theme as it is when they are drawn
        if (printing) document.documentElement.dataset.theme = 'light';
        else this.#settings.apply();
      }),
      this.#progress.subscribe(() => this.requestUpdate()),
    );
    this.#fit();
    this.#navigate();
    void this.#load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.#stop.splice(0)) stop();
    this.#engine?.close();
    this.#engine = null;
    this.#storage.close();
  }

  /** The first drawing is a task of its own: with the script's run it would block the page. */
  protected override async scheduleUpdate(): Promise<void> {
    if (!this.hasUpdated) {
      await new Promise((resolve) => {
        setTimeout(resolve);
      });
    }
    await super.scheduleUpdate();
  }

  override render() {
    const open = this.drawer === 'open';
    return html`<a class="skip" href="#main" @click=${this.#skip}>Skip to the text</a>
      ${this.drawer === 'none' ? nothing : renderBar(open, () => void this.#openDrawer())}
      <div class="backdrop" ?hidden=${!open} @click=${this.#closeDrawer}></div>
      <div class="rail" id="rail" .inert=${this.drawer === 'closed'}>
        ${open ? html`<button class="close" @click=${this.#closeDrawer}>Close menu</button>` : nothing}
        ${renderRail({
          lessons,
          route: this.route,
          stage: (lesson) => this.#progress.stage(lesson),
          standing: this.lesson,
          keys: this.#settings.keys,
          onKeys: () => (this.keysOpen = true),
          onSettings: () => this.#settings.open(),
        })}
      </div>
      <div class="content" .inert=${open}>
        <div class="notices" aria-live="polite">
          ${
            this.trouble
              ? html`<fp-notice kind="warn"
                  >${this.trouble}<button slot="actions" @click=${() => (this.trouble = '')}>Dismiss</button></fp-notice
                >`
              : nothing
          }
        </div>
        <main id="main" tabindex="-1">
          ${keyed(`${this.resets} ${stateOf(this.route) ?? ''}`, renderPage(this.route, lessons, this.#context, this.loaded))}
        </main>
      </div>
      <p class="visually-hidden" aria-live="polite">${this.said}</p>
      ${this.#settings.render()} ${this.keysOpen ? this.#renderKeys() : nothing}`;
  }

  #renderKeys() {
    void import('./fp-keys');
    return html`<fp-keys @close=${() => (this.keysOpen = false)}></fp-keys>`;
  }

  async #load(): Promise<void> {
    const loaded = await this.#storage.load();
    this.#settings.take(loaded);
    this.#progress.take(loaded.entries);
    this.loaded = true;
  }

  #changedElsewhere(change: Change): void {
    if (change.store === 'settings') this.#settings.changed(change);
    else this.#progress.take([change]);
  }

  #navigate(): void {
    if (readRoute(location.hash).page === 'start' && lessons.length > 0) {
      // the address says where one is, and Back does not lead to an address that leads here again
      history.replaceState(history.state, '', lessonHref(lessons[0].slug));
    }
    this.route = staying(this.route, readRoute(location.hash));
    document.title = `${titleOf(this.route, lessons) ?? notFound} · Forward Pass`;
    this.drawer = this.drawer === 'open' ? 'closed' : this.drawer;
    if (pageKey(this.route) === this.#standing) void this.#arrive();
    else this.#change();
  }

  #change(): void {
    this.#standing = '';
    this.lesson = null;
    this.dataset.phase = 'training';
    void this.#loadPage(this.route);
  }

  async #loadPage(route: Route): Promise<void> {
    try {
      await loadPage(route);
    } catch {
      this.trouble = 'This page could not be fetched. The connection may be down; reload to try again.';
    }
    await this.updateComplete;
    // a page without an element of its own stands as soon as it is drawn
    if (route === this.route && titleOf(route, lessons) === null) this.#context.onReady();
  }

  /** The content stands, or another place of it is asked for: brings reader and focus to where the address points. */
  async #arrive(): Promise<void> {
    const first = this.#first;
    this.#first = false;
    await this.updateComplete;
    const kept = keptScroll();
    const page: Page | null = this.main.querySelector<Page>(':scope > *');
    const anchor = anchorOf(this.route) ?? page?.place ?? null;
    if (anchor !== null && kept === null && (await page?.reveal?.(anchor))) return;
    const heading = this.main.querySelector('h1');
    if (!first && heading) focus(heading);
    restoreScroll(kept ?? 0);
  }

  #phaseChanged(event: Event): void {
    if (event instanceof CustomEvent) this.dataset.phase = event.detail === 'inference' ? 'inference' : 'training';
  }

  #fit(): void {
    this.drawer = this.#narrow.matches ? 'closed' : 'none';
  }

  async #openDrawer(): Promise<void> {
    this.drawer = 'open';
    await this.updateComplete;
    this.rail.querySelector<HTMLElement>('.close')?.focus();
  }

  async #closeDrawer(): Promise<void> {
    this.drawer = 'closed';
    await this.updateComplete;
    this.menu?.focus();
  }

  #pressed(event: KeyboardEvent): void {
    if (event.defaultPrevented) return;
    if (event.key === 'p' && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      this.said = 'Everything is being drawn for print.';
      void printWhenDrawn(this.main);
      return;
    }
    if (event.key === 'Escape' && this.drawer === 'open') void this.#closeDrawer();
    if (!this.#settings.keys || (event.key !== '/' && event.key !== '?') || isTyping(event)) return;
    event.preventDefault();
    if (event.key === '?') this.keysOpen = true;
    else void this.#search();
  }

  async #search(): Promise<void> {
    if (this.drawer === 'closed') this.drawer = 'open';
    await this.updateComplete;
    this.rail.querySelector('fp-search')?.focus();
  }

  /** A link to where one already is changes no address, and should go there all the same. */
  #clicked(event: Event): void {
    const [target] = event.composedPath();
    const link = target instanceof Element ? target.closest('a') : null;
    if (link?.matches('.anchor')) void copyLink(link).then((said) => (this.said = said));
    if (link?.getAttribute('href') !== location.hash) return;
    if (this.drawer === 'open') this.drawer = 'closed';
    history.replaceState(null, '');
    void this.#arrive();
  }

  #skip(event: Event): void {
    event.preventDefault();
    focus(this.main);
    this.main.scrollIntoView({ behavior: 'instant' });
  }
}

function focus(element: HTMLElement): void {
  if (!element.hasAttribute('tabindex')) element.tabIndex = -1;
  element.focus({ preventScroll: true });
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-app': FpApp;
  }
}
