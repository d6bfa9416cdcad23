/** The teacher's panel of Share: of each control whether it goes along shown, locked or not at all, and in words what comes of it. */
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { controls } from '../../ui/controls';
import { unrestricted } from './access';
import type { View } from './opening';
import type { PartName } from './schema';
import { canHide, canLock, partWords, previewOf } from './teacher-words';

type Choice = 'shown' | 'locked' | 'hidden';
const choices: readonly Choice[] = ['shown', 'locked', 'hidden'];

/** @fires change-view - CustomEvent<View>, what the teacher now wants to be seen */
@customElement('fp-teacher')
export class FpTeacher extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
      }
      summary {
        color: var(--ink-2);
        font-size: 13px;
        font-weight: 600;
        cursor: pointer;
      }
      .matrix {
        max-height: 264px;
        margin-block: 8px;
        border-block: 1px solid var(--line);
        overflow-y: auto;
      }
      table {
        width: 100%;
      }
      thead th {
        position: sticky;
        top: 0;
        background: var(--raised);
      }
      th,
      td {
        padding: 3px 4px 3px 0;
      }
      td,
      thead th + th {
        width: 3.9em;
        padding-inline: 0;
        text-align: center;
      }
      tbody th {
        color: var(--ink);
        font-weight: 400;
      }
      td label {
        display: grid;
        place-items: center;
        min-height: 24px;
        cursor: pointer;
      }
      @media (pointer: coarse) {
        td label {
          min-height: 40px;
        }
      }
    `,
  ];

  /** What the cell has. */
  @property({ attribute: false }) accessor parts: readonly PartName[] = [];
  @property({ attribute: false }) accessor view: View = unrestricted;

  @state() private accessor open = false;

  override render() {
    return html`<details ?open=${this.open} @toggle=${this.#toggle}>
      <summary>For teachers</summary>
      ${this.open ? this.#panel() : nothing}
    </details>`;
  }

  /** A row describes its buttons and does not name them: by a control's words one finds that control alone. */
  #panel() {
    return html`<div class="matrix" role="region" aria-label="What goes along" tabindex="0">
        <table>
          <thead>
            <tr>
              <th scope="col">Control</th>
              ${choices.map((choice) => html`<th scope="col">${choice}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${this.parts.map(
              (part) =>
                html`<tr>
                  <th scope="row" id="part-${part}">${partWords[part]}</th>
                  ${choices.map((choice) => html`<td>${this.#button(part, choice)}</td>`)}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      <p class="note" role="status">${previewOf(this.view)}</p>`;
  }

  #button(part: PartName, choice: Choice) {
    if ((choice === 'locked' && !canLock(part)) || (choice === 'hidden' && !canHide(part))) return nothing;
    return html`<label
      ><input
        type="radio"
        name=${part}
        aria-label=${choice}
        aria-describedby="part-${part}"
        .checked=${live(this.#choiceOf(part) === choice)}
        @change=${() => this.#choose(part, choice)}
    /></label>`;
  }

  #choiceOf(part: PartName): Choice {
    const { hidden, locked }: { hidden: readonly string[]; locked: readonly string[] } = this.view;
    return hidden.includes(part) ? 'hidden' : locked.includes(part) ? 'locked' : 'shown';
  }

  #choose(part: PartName, choice: Choice): void {
    const chosen = (other: PartName) => (other === part ? choice : this.#choiceOf(other));
    const detail: View = {
      hidden: this.parts.filter(canHide).filter((other) => chosen(other) === 'hidden'),
      locked: this.parts.filter(canLock).filter((other) => chosen(other) === 'locked'),
    };
    this.view = detail;
    this.dispatchEvent(new CustomEvent('change-view', { detail, bubbles: true }));
  }

  readonly #toggle = (event: Event): void => {
    if (event.target instanceof HTMLDetailsElement) this.open = event.target.open;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-teacher': FpTeacher;
  }
}
