/** The settings, in a dialog: the theme, single keys, and what is kept: exporting, importing and forgetting it. */
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { controls } from '../ui/controls';
import { dialogStyles } from '../ui/dialog-styles';
import '../ui/fp-notice';
import '../ui/fp-select';
import type { Theme } from './theme';

const themes = [
  { value: 'system', label: 'System' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

function isTheme(value: string): value is Theme {
  return themes.some((theme) => theme.value === value);
}

/**
 * @fires close - the reader has closed it
 * @fires theme-change - CustomEvent<Theme>
 * @fires keys-change - CustomEvent<boolean>
 * @fires reset-progress - the reader has asked for it twice
 * @fires export-kept - all that is kept is wanted as a file
 * @fires import-kept - CustomEvent<File>, one of those
 * @fires remove-unreadable - of what storage could not read
 */
@customElement('fp-settings')
export class FpSettings extends LitElement {
  static override styles = [
    controls,
    dialogStyles,
    css`
      dialog {
        width: min(27rem, calc(100vw - 32px));
      }
      .inside {
        display: grid;
        gap: 22px;
        padding: 20px 22px 24px;
      }
      header,
      .actions {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
      }
      header {
        justify-content: space-between;
      }
      h2,
      h3,
      p {
        margin: 0;
      }
      h2 {
        font-size: 17px;
        font-weight: 650;
      }
      h3 {
        font-size: 14px;
        font-weight: 600;
      }
      section {
        display: grid;
        gap: 10px;
      }
      .check {
        display: flex;
        align-items: baseline;
        gap: 8px;
        color: var(--ink);
        font-size: 14px;
      }
      .check input {
        flex: none;
        translate: 0 2px;
      }
      .file {
        display: grid;
        gap: 4px;
      }
      .file input {
        max-width: 100%;
        font: inherit;
      }
      .danger {
        border-color: var(--error);
        color: var(--error);
      }
    `,
  ];

  @property() accessor theme: Theme = 'system';
  /** Whether / and ? do something anywhere. */
  @property({ attribute: false }) accessor keys = true;
  /** How many kept values could not be read. */
  @property({ type: Number }) accessor ignored = 0;

  /** How much is kept; null while that is not known. */
  @property({ attribute: false }) accessor kept: { progress: number; cells: number; tables: number } | null = null;
  /** What came of what the reader did last. */
  @property() accessor told = '';

  @state() private accessor asking = false;
  @query('dialog') private accessor dialog!: HTMLDialogElement;

  override render() {
    return html`<dialog aria-labelledby="title" @close=${() => this.#say('close')} @click=${this.#outside}>
      <div class="inside">
        <header>
          <h2 id="title">Settings</h2>
          <button @click=${() => this.dialog.close()}>Close</button>
        </header>
        <fp-select label="Theme" .options=${themes} .value=${this.theme} @change-value=${this.#themeChosen}></fp-select>
        <section aria-labelledby="keys">
          <h3 id="keys">Keys</h3>
          <label class="check"
            ><input type="checkbox" aria-describedby="why" .checked=${live(this.keys)} @change=${this.#keysChosen} /> The keys /
            and ? search and help, anywhere on the page</label
          >
          <p class="note" id="why">
            Turn them off if you dictate, or press keys unawares. Those of a cell work only while it has the focus.
          </p>
        </section>
        <section aria-labelledby="kept">
          <h3 id="kept">What is kept</h3>
          <p class="note">
            In this browser alone: which tasks you have done, your answers and guesses, and of each cell that you have used its
            settings, networks and measurements; and tables of your own, the last 20 MB of them, each up to 5 MB.
            ${this.kept ? `Now: ${this.#amount}.` : nothing}
          </p>
          <div class="actions">
            <button @click=${() => this.#say('export-kept')}>Save it all as a file</button>
          </div>
          <label class="file">Take in such a file<input type="file" accept=".json" @change=${this.#chosen} /></label>
          ${this.asking ? this.#question() : html`<div class="actions"><button @click=${this.#ask}>Clear…</button></div>`}
          <p class="note" role="status">${this.told}</p>
        </section>
        ${
          this.ignored > 0
            ? html`<fp-notice kind="warn"
                >${this.ignored === 1 ? '1 kept value could not be read and was' : `${this.ignored} kept values could not be read and were`}
                left out. The rest is as it was.<button slot="actions" @click=${() => this.#say('remove-unreadable')}>
                  Remove what cannot be read
                </button></fp-notice
              >`
            : nothing
        }
      </div>
    </dialog>`;
  }

  protected override firstUpdated(): void {
    this.dialog.showModal();
  }

  #question() {
    return html`<p>
        This removes
        ${this.kept ? this.#amount : 'every finished task, answer and guess, what cells keep, and tables of your own'} from this
        device, for good. The settings stay.
      </p>
      <div class="actions">
        <button class="danger" @click=${this.#reset}>Remove it all</button>
        <button class="keep" @click=${() => (this.asking = false)}>Keep it</button>
      </div>`;
  }

  get #amount(): string {
    const { progress, cells, tables } = this.kept ?? { progress: 0, cells: 0, tables: 0 };
    const counted = (n: number, one: string, more: string) => (n > 0 ? [`${n} ${n === 1 ? one : more}`] : []);
    const parts = [
      ...counted(progress, 'finished task, answer or guess', 'finished tasks, answers and guesses'),
      ...counted(cells, 'cell’s settings, networks and measurements', 'cells’ settings, networks and measurements'),
      ...counted(tables, 'table of your own', 'tables of your own'),
    ];
    return parts.length > 0 ? new Intl.ListFormat('en').format(parts) : 'nothing';
  }

  readonly #chosen = (event: Event): void => {
    if (!(event.target instanceof HTMLInputElement)) return;
    const file = event.target.files?.[0];
    event.target.value = '';
    if (file) this.#say('import-kept', file);
  };

  async #ask(): Promise<void> {
    this.asking = true;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.keep')?.focus();
  }

  #reset(): void {
    this.asking = false;
    this.#say('reset-progress');
  }

  #themeChosen(event: CustomEvent<string>): void {
    const { detail } = event;
    if (isTheme(detail)) this.#say('theme-change', detail);
  }

  readonly #keysChosen = (event: Event): void => {
    if (event.target instanceof HTMLInputElement) this.#say('keys-change', event.target.checked);
  };

  /** The dialog's own box is all filled, so a click that reaches the dialog itself is one on the backdrop. */
  #outside(event: Event): void {
    if (event.target === this.dialog) this.dialog.close();
  }

  #say(type: string, detail?: Theme | boolean | File): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-settings': FpSettings;
  }
}
