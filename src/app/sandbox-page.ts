/** The sandbox: one network cell with everything unlocked, as a lesson of that cell alone. */
import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { NetworkBody } from '../cells/network/schema';
import type { CellContext, Kept, Lesson, Opened } from '../contract/cell';
import { createScope } from '../lesson/scope';
import '../lesson/view';
import { InputFault } from '../share/fault';
import '../ui/fp-notice';
import { linkFault, openLink } from './opened';
import type { PageContext } from './pages';
import { addressOf } from './routes';

const body: NetworkBody = { data: 'moons', layers: [8, 8], controls: 'all' };

const lesson: Lesson = {
  slug: 'sandbox',
  number: 0,
  title: 'Sandbox',
  group: '',
  minutes: 0,
  summary: '',
  goals: [],
  outline: [],
  blocks: [
    {
      type: 'cell',
      number: 1,
      cell: { kind: 'network', tag: 'fp-network', width: 'wide', id: 'net', title: 'Your network', body },
    },
  ],
};

@customElement('fp-sandbox-page')
export class FpSandboxPage extends LitElement {
  /** What a shared link carries. */
  @property() accessor link: string | null = null;
  @property({ attribute: false }) accessor context: PageContext | null = null;

  /** Null until it has been read what the address carries. */
  @state() private accessor opened: Opened | InputFault | 'none' | null = null;

  #kept: Kept | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override render() {
    const { opened } = this;
    return html`<div class="page">
      <h1>Sandbox</h1>
      ${opened instanceof InputFault ? linkFault(opened) : nothing}
      <div class="prose">
        <p>
          Every dataset, every setting, nothing to solve. Bring data of your own, too: draw points on the plane, or open a table
          (the last two choices under Dataset). Train a network, switch it to inference, and time it on each backend that your
          browser has.
        </p>
      </div>
      <fp-lesson .lesson=${lesson} .makeContext=${opened ? this.#makeContext : null}></fp-lesson>
    </div>`;
  }

  protected override firstUpdated(): void {
    void this.#open();
  }

  async #open(): Promise<void> {
    const [opened, kept] = await Promise.all([
      this.link === null ? ('none' as const) : openLink(this.link, lesson),
      this.context?.keptOf(lesson.slug),
    ]);
    this.#kept = kept;
    this.opened = opened;
    await this.updateComplete;
    this.context?.onReady();
  }

  readonly #makeContext = (): CellContext => {
    const { context, opened } = this;
    if (!context) throw new Error('a sandbox without its context');
    return {
      scope: createScope(),
      engine: () => context.engine(),
      progress: context.progressOf(lesson.slug),
      kept: this.#kept,
      opened: opened instanceof InputFault || opened === 'none' ? null : opened,
      linkTo: (state) => addressOf('#/sandbox', state),
    };
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-sandbox-page': FpSandboxPage;
  }
}
