/** The sandbox: one network cell with everything unlocked, as a lesson of that cell alone. */
import { LitElement, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { NetworkBody } from '../cells/network/schema';
import type { CellContext, Lesson } from '../contract/cell';
import { createScope } from '../lesson/scope';
import '../lesson/view';
import type { PageContext } from './pages';

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
  @property({ attribute: false }) accessor context: PageContext | null = null;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override render() {
    return html`<div class="page">
      <h1>Sandbox</h1>
      <div class="prose">
        <p>
          Every dataset, every setting, nothing to solve. Train a network, switch it to inference, and time it on each backend
          that your browser has.
        </p>
      </div>
      <fp-lesson .lesson=${lesson} .makeContext=${this.#makeContext}></fp-lesson>
    </div>`;
  }

  protected override firstUpdated(): void {
    this.context?.onReady();
  }

  readonly #makeContext = (): CellContext => {
    const { context } = this;
    if (!context) throw new Error('a sandbox without its context');
    return { scope: createScope(), engine: () => context.engine(), progress: context.progressOf(lesson.slug) };
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-sandbox-page': FpSandboxPage;
  }
}
