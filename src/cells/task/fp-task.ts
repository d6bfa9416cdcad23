/** `<fp-task>`: waits until the reader has really done something, and then says so. */
import { html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import type { CellContext } from '../../contract/cell';
import { holds, idsIn } from '../../lesson/evaluate';
import { controls } from '../../ui/controls';
import { card } from '../card';
import { missing, sayable } from './missing';
import type { TaskBody } from './schema';
import { styles } from './styles';

@customElement('fp-task')
export class FpTask extends LitElement {
  static override styles = [controls, card, styles];

  @property({ attribute: false }) accessor body!: TaskBody;
  @property() accessor cellId = '';
  @property({ attribute: false }) accessor context!: CellContext;

  @state() private accessor done = false;
  /** What still has to come, in words. */
  @state() private accessor missing: readonly string[] = [];
  @state() private accessor hinted = false;
  /** Done just now, in front of the reader: only then is it announced. */
  @state() private accessor fresh = false;
  /** It has been seen not to hold: what is so from the start, as in a restored state, is not the reader's doing. */
  #open = false;
  #stop = () => {};

  override connectedCallback(): void {
    super.connectedCallback();
    this.done = Boolean(this.context.progress.get(this.cellId));
    this.#open = false;
    this.#stop = this.context.scope.subscribe(idsIn(this.body.when), this.#look);
    this.context.scope.publish(this.cellId, { done: this.done });
    this.#look();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
  }

  protected override willUpdate(): void {
    this.toggleAttribute('done', this.done);
  }

  readonly #look = (): void => {
    if (this.done) return;
    const { scope, progress } = this.context;
    const { when } = this.body;
    if (!holds(when, scope)) {
      // A cell that has not said anything yet says nothing about what the reader has done.
      this.#open ||= idsIn(when).every((id) => scope.get(id) !== undefined);
      const now = missing(when, scope);
      // The values change with every frame of a run, what is said of them less often.
      if (now.join() !== this.missing.join()) this.missing = now;
      return;
    }
    this.missing = [];
    if (!this.#open) return;
    this.done = true;
    this.fresh = true;
    progress.done(this.cellId, true);
    scope.publish(this.cellId, { done: true });
  };

  override render() {
    const { hint } = this.body;
    return html`<header>
        <slot name="title"></slot>
        <span class="badge ${this.done ? 'done' : ''}">${this.done ? '✓ Done' : 'To do'}</span>
      </header>
      <div class="text">${unsafeHTML(this.body.do)}</div>
      ${this.done || !sayable(this.body.when) ? nothing : html`<p class="missing">${this.missing.map((one) => html`<span>${one}</span>`)}</p>`}
      <p class="visually-hidden" role="status">${this.fresh ? 'Task done.' : ''}</p>
      ${
        hint && !this.done
          ? html`<div class="row">
                <button class="quiet" aria-expanded=${this.hinted ? 'true' : 'false'} @click=${this.#toggle}>Hint</button>
              </div>
              ${this.hinted ? html`<div class="text hint">${unsafeHTML(hint)}</div>` : nothing}`
          : nothing
      }`;
  }

  readonly #toggle = (): void => {
    this.hinted = !this.hinted;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-task': FpTask;
  }
}
