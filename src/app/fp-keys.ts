/** Every key of the page, in a dialog. */
import { LitElement, css, html } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { controls } from '../ui/controls';
import { dialogStyles } from '../ui/dialog-styles';

type Row = readonly [keys: readonly string[], does: string];

const groups: readonly { name: string; rows: readonly Row[] }[] = [
  {
    name: 'Anywhere (the first two can be turned off under Settings)',
    rows: [
      [['/'], 'Search lessons and glossary'],
      [['?'], 'Show these keys'],
      [['Tab'], 'Go to the next control; with Shift to the one before'],
      [['Esc'], 'Close a dialog, a list, a menu or a box'],
    ],
  },
  {
    name: 'While a cell with a network has the focus',
    rows: [
      [['Space'], 'Train or pause'],
      [['.'], 'One step; with Shift one epoch'],
      [['I'], 'Switch between training and inference'],
    ],
  },
  {
    name: 'While a code cell has the focus',
    rows: [
      [['Shift', 'Enter'], 'Run a code cell'],
      [['Tab'], 'Indent in the editor; after Esc, leave it'],
    ],
  },
  {
    name: 'In a control, a chart or a picture',
    rows: [
      [['←', '→', '↑', '↓'], 'Move a slider, a point, or the place that is read'],
      [['Page Up', 'Page Down'], 'Move a slider further'],
      [['Home', 'End'], 'Go to the beginning or the end'],
      [['Space'], 'Press a button; draw on the pad'],
      [['Enter'], 'Press a button; edit a weight; open what was found'],
    ],
  },
];

/** @fires close - the reader has closed it */
@customElement('fp-keys')
export class FpKeys extends LitElement {
  static override styles = [
    controls,
    dialogStyles,
    css`
      dialog {
        width: min(34rem, calc(100vw - 32px));
        padding: 20px 22px 24px;
      }
      header {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 8px;
      }
      h2 {
        margin: 0;
        font-size: 17px;
        font-weight: 650;
      }
      h3 {
        margin: 20px 0 4px;
        font-size: 14px;
        font-weight: 600;
      }
      dl {
        margin: 0;
      }
      dl div {
        display: grid;
        grid-template-columns: minmax(7.5rem, 11rem) 1fr;
        align-items: baseline;
        gap: 12px;
        padding: 6px 0;
        border-bottom: 1px solid var(--line-2);
      }
      dt {
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
      }
      dd {
        margin: 0;
        font-size: 14px;
      }
      kbd {
        min-width: 22px;
        padding: 1px 6px;
        border: 1px solid var(--control);
        border-radius: 5px;
        font: 400 12px/18px var(--mono);
        text-align: center;
      }
      @media (max-width: 480px) {
        dl div {
          grid-template-columns: 6.5rem 1fr;
        }
      }
    `,
  ];

  @query('dialog') private accessor dialog!: HTMLDialogElement;

  override render() {
    return html`<dialog
      aria-labelledby="title"
      @close=${() => this.dispatchEvent(new CustomEvent('close'))}
      @click=${this.#outside}
    >
      <header>
        <h2 id="title">Keyboard</h2>
        <button @click=${() => this.dialog.close()}>Close</button>
      </header>
      ${groups.map(
        ({ name, rows }) =>
          html`<h3>${name}</h3>
            <dl>
              ${rows.map(
                ([keys, does]) =>
                  html`<div>
                    <dt>${keys.map((key) => html`<kbd>${key}</kbd>`)}</dt>
                    <dd>${does}</dd>
                  </div>`,
              )}
            </dl>`,
      )}
    </dialog>`;
  }

  protected override firstUpdated(): void {
    this.dialog.showModal();
  }

  /** Outside its box is its backdrop. */
  #outside(event: MouseEvent): void {
    const { left, right, top, bottom } = this.dialog.getBoundingClientRect();
    const { clientX: x, clientY: y } = event;
    // a button pressed by key is at 0, 0
    if (event.target === this.dialog && (x < left || x > right || y < top || y > bottom)) this.dialog.close();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-keys': FpKeys;
  }
}
