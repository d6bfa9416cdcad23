/**
 * `<fp-own-table>`: a CSV file of the reader's own, chosen or dropped, read in the worker, and which of its columns are learned.
 * Loaded when the reader first asks for it.
 */
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { EngineClient } from '../../contract/client';
import type { OwnTable, TableColumn, TableInfo } from '../../contract/table';
import { controls } from '../../ui/controls';
import { count } from '../../ui/format';
import '../../ui/fp-notice';
import '../../ui/fp-select';
import { levelHeadings } from '../headings';
import { Job } from '../job';
import { progressOf } from '../job-bar';
import { ownTableStyles } from './own-table-styles';
import { choiceOf, lackingIn, suggested, tableOf, targetUses, usesOf, type ColumnUse, type TableChoice } from './table-choice';

const useWords: Record<ColumnUse, string> = { number: 'a number', category: 'a category', out: 'left out' };

const keptWords: Record<TableInfo['kept'], string> = {
  yes: 'This device keeps it for your next visit.',
  large: 'Tables of more than 5 MB are not kept: it stays for this visit only, and on your next one you choose it again.',
  refused: 'It cannot be kept (storage is full, or this page keeps nothing): it stays for this visit only.',
};

/** @fires use-table - CustomEvent<OwnTable>: the reader has chosen what a network can learn from */
@customElement('fp-own-table')
export class FpOwnTable extends LitElement {
  static override styles = [controls, ownTableStyles];

  @property({ attribute: false }) accessor engine: (() => EngineClient) | null = null;
  /** What the network learns from now; null before there is one. */
  @property({ attribute: false }) accessor table: OwnTable | null = null;

  @state() private accessor info: TableInfo | null = null;
  @state() private accessor choice: TableChoice | null = null;
  @state() private accessor over = false;
  /** The name of the file that is being read. */
  #reading = '';
  /** The table was chosen on another device, or has been forgotten. */
  @state() private accessor away = false;
  #known = '';
  readonly #job = new Job(() => this.requestUpdate());

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#job.drop();
  }

  protected override willUpdate(changed: PropertyValues): void {
    const { table } = this;
    if (changed.has('table') && table && table.key !== this.info?.key && table.key !== this.#known) void this.#find(table);
  }

  protected override updated(): void {
    levelHeadings(this);
  }

  protected override render(): TemplateResult {
    const { info, table, away } = this;
    return html`<h3>Your table</h3>
      <div
        class="drop ${this.over ? 'over' : ''}"
        @dragover=${(event: DragEvent) => this.#hover(event, true)}
        @dragleave=${(event: DragEvent) => this.#hover(event, false)}
        @drop=${this.#drop}
      >
        <label
          >${info ? 'Choose another CSV file' : 'Choose a CSV file'}
          <input type="file" accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values" @change=${this.#chosen} />
        </label>
        <p class="note">
          Or drop it here. Up to 20 MB, its first line the names of the columns. It is read on this device and never leaves it.
        </p>
        ${this.#job.name ? html`<p class="reading">Reading ${this.#reading} ${progressOf(this.#job, 'Reading the file')}</p>` : nothing}
      </div>
      <div role="status">
        ${this.#failure()}
        ${
          away && table
            ? html`<fp-notice kind="warn"
                >The table ${table.name} is not on this device. Choose the same file again, and the network learns from it as it
                was set.</fp-notice
              >`
            : nothing
        }
      </div>
      ${info ? this.#columns(info) : nothing}`;
  }

  #failure(): TemplateResult | typeof nothing {
    const { failed } = this.#job;
    if (!failed) return nothing;
    const { code, message, hint } = failed.report;
    if (code === 'cancelled') return html`<fp-notice>${this.#reading} was not read to its end; nothing has changed.</fp-notice>`;
    return html`<fp-notice kind="error">${this.#reading} cannot be used. ${message} ${hint}</fp-notice>`;
  }

  #columns(info: TableInfo): TemplateResult {
    const { choice } = this;
    const lack = lackingIn(info, choice);
    const targets = info.columns.filter((column) => targetUses(column, info.rows).length > 0);
    return html`<p class="found">
        <strong>${info.name}</strong>: ${count(info.rows)} ${info.rows === 1 ? 'row' : 'rows'}, ${count(info.columns.length)}
        columns. ${keptWords[info.kept]}
      </p>
      ${lack ? html`<fp-notice kind="error">${lack}</fp-notice>` : nothing}
      ${
        choice
          ? html`<fp-select
                class="target"
                label="Target, which is predicted from the others"
                .options=${targets.map((column) => ({ value: column.name, label: `${column.name} (${targetWords(column, info)})` }))}
                value=${choice.target}
                @change-value=${(event: CustomEvent<string>) => this.#retarget(info, choice, event.detail)}
              ></fp-select>
              <div class="scrolls" role="region" tabindex="0" aria-label="Columns of the table">
                <table>
                  <thead>
                    <tr>
                      <th scope="col">column</th>
                      <th scope="col">used as</th>
                      <th scope="col">missing</th>
                      <th scope="col">values</th>
                    </tr>
                  </thead>
                  <tbody>
                    ${repeat(
                      info.columns,
                      ({ name }) => name,
                      (column) => this.#row(info, choice, column),
                    )}
                  </tbody>
                </table>
              </div>`
          : nothing
      }`;
  }

  #row(info: TableInfo, choice: TableChoice, column: TableColumn): TemplateResult {
    const { name, missing } = column;
    const target = name === choice.target;
    const uses = target ? targetUses(column, info.rows) : usesOf(column);
    const change = (event: Event) => {
      const use = (event.target as HTMLSelectElement).value as ColumnUse;
      this.#decide(info, { ...choice, uses: { ...choice.uses, [name]: use } });
    };
    const words = (use: ColumnUse) => (target && use === 'category' ? classWords(column) : useWords[use]);
    const used =
      uses.length === 1
        ? words(uses[0])
        : html`<select aria-label=${target ? `${name}, the target, is` : `${name} is used as`} @change=${change}>
            ${uses.map((use) => html`<option value=${use} .selected=${choice.uses[name] === use}>${words(use)}</option>`)}
          </select>`;
    return html`<tr>
      <th scope="row">${name}</th>
      <td>${target ? html`the target, ` : nothing}${used}</td>
      <td class="number">${missing ? count(missing) : '–'}</td>
      <td class="values">${valuesOf(column)}</td>
    </tr>`;
  }

  #retarget(info: TableInfo, choice: TableChoice, target: string): void {
    // What was the target is then like any other column.
    const old = info.columns.find(({ name }) => name === choice.target);
    const chosen = info.columns.find(({ name }) => name === target);
    if (!chosen) return;
    const uses = { ...choice.uses, ...(old && { [old.name]: usesOf(old)[0] }), [target]: targetUses(chosen, info.rows)[0] };
    this.#decide(info, { target, uses });
  }

  #decide(info: TableInfo, choice: TableChoice | null): void {
    this.choice = choice;
    if (!choice || lackingIn(info, choice)) return;
    this.dispatchEvent(new CustomEvent<OwnTable>('use-table', { detail: tableOf(info, choice) }));
  }

  /** The table of the last visit, or of a link. */
  async #find(table: OwnTable): Promise<void> {
    this.#known = table.key;
    try {
      const info = await this.engine?.().ask('table', { file: null, key: table.key, name: table.name });
      if (this.table?.key !== table.key) return;
      this.away = !info;
      this.info = info ?? null;
      this.choice = info ? choiceOf(info, table) : null;
    } catch {
      this.away = true;
    }
  }

  async #read(file: File): Promise<void> {
    const { engine } = this;
    if (!engine) return;
    this.#reading = file.name;
    const info = await this.#job.run('table', (options) => engine().ask('table', { file, key: '', name: file.name }, options));
    if (!info) return;
    this.away = false;
    this.#known = info.key;
    this.info = info;
    this.#decide(info, this.table?.key === info.key ? choiceOf(info, this.table) : suggested(info));
  }

  readonly #chosen = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const [file] = input.files ?? [];
    if (file) void this.#read(file);
    // The same file can then be chosen once more, mended.
    input.value = '';
  };

  readonly #drop = (event: DragEvent): void => {
    this.#hover(event, false);
    const [file] = event.dataTransfer?.files ?? [];
    if (file) void this.#read(file);
  };

  #hover(event: DragEvent, over: boolean): void {
    event.preventDefault();
    this.over = over;
  }
}

const classWords = ({ values }: TableColumn): string => `${values?.length} classes`;

/** '3 classes', 'a number', or both, the likelier first. */
function targetWords(column: TableColumn, { rows }: TableInfo): string {
  return targetUses(column, rows)
    .map((use) => (use === 'category' ? classWords(column) : useWords[use]))
    .join(', or ');
}

function valuesOf({ range, values, unusable }: TableColumn): string {
  if (unusable) return unusable;
  const some = values?.slice(0, 4).join(', ');
  const more = values && values.length > 4 ? `, … (${values.length})` : '';
  if (range && (!values || values.length > 4)) return `${short(range[0])} to ${short(range[1])}`;
  return `${some}${more}`;
}

const short = (value: number): string => Number(value.toPrecision(6)).toLocaleString('en-GB', { maximumSignificantDigits: 6 });

declare global {
  interface HTMLElementTagNameMap {
    'fp-own-table': FpOwnTable;
  }
}
