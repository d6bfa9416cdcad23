/** A chart's data as a real table, in a box that scrolls. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Device } from '../contract/measurement';
import { csv } from '../ui/csv';
import { figure } from './format';

export interface ChartTable {
  /** Column headings; the first column heads its row. */
  columns: readonly string[];
  rows: readonly (readonly (string | number)[])[];
  /** What the rows leave out, if anything. */
  note?: string;
}

export function tableView(title: string, { columns, rows, note }: ChartTable): TemplateResult {
  return html`
    <div class="scroll" role="region" tabindex="0" aria-label="${title}, as a table">
      <table>
        <caption>
          ${title}${note ? html`<span class="left-out"> · ${note}</span>` : nothing}
        </caption>
        <thead>
          <tr>
            ${columns.map((column) => html`<th scope="col">${column}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ([head, ...cells]) =>
              html`<tr>
                <th scope="row">${show(head)}</th>
                ${cells.map((cell) => html`<td>${show(cell)}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  `;
}

/** The same with every digit; what the rows leave out stands in a column of its own. */
export function tableCsv({ columns, rows, note }: ChartTable, device: Device): string {
  if (!note) return csv(columns, rows, device);
  return csv(
    [...columns, 'note'],
    rows.map((row) => [...row, note]),
    device,
  );
}

function show(cell: string | number): string {
  return typeof cell === 'number' ? figure(cell) : cell;
}
