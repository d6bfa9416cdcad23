/** Every point of a sweep as a table whose medians open their receipts, for the cells that measure one. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { backendLabel } from '../charts/series';
import type { BackendInfo } from '../contract/backend';
import type { SweepPoint } from '../contract/measurement';
import { count, duration } from '../ui/format';
import { fastest } from './sweep-words';

/** Put it into the styles of the element that shows the table, after those of ui/controls. */
export const pointsStyles = css`
  .scrolls {
    margin-top: 14px;
    overflow: auto hidden;
  }
  .scrolls caption {
    padding-bottom: 6px;
    color: var(--ink-2);
    font-size: 12.5px;
    text-align: start;
  }
  .scrolls th,
  .scrolls td {
    padding: 5px 12px;
    border-bottom: 1px solid var(--line-2);
    text-align: end;
    white-space: nowrap;
  }
  .scrolls th {
    color: var(--ink-2);
    font-weight: 500;
  }
  .scrolls tr > :first-child {
    padding-inline-start: 0;
    text-align: start;
  }
  .scrolls .best {
    background: var(--phase-soft);
  }
`;

/** A row for each batch size, a column for each backend; each median is a button that opens its receipt. */
export function pointsTable(points: readonly SweepPoint[]): TemplateResult {
  const backends = [...new Map(points.map(({ backend }) => [backend.name, backend])).values()];
  const sizes = [...new Set(points.map(({ batchSize }) => batchSize))].sort((a, b) => a - b);
  const best = new Set(fastest(points));
  const cell = ({ name }: BackendInfo, size: number) => {
    const point = points.find((one) => one.backend.name === name && one.batchSize === size);
    if (!point) return html`<td>–</td>`;
    const { latency } = point;
    return html`<td class=${best.has(point) ? 'best' : ''}>
      <fp-receipt label=${duration(latency.median)} .provenance=${{ kind: 'measured', measurement: latency }}></fp-receipt>
      ${best.has(point) ? html`<span class="visually-hidden">fastest</span>` : nothing}
    </td>`;
  };
  return html`<div class="scrolls" role="region" tabindex="0" aria-label="Median time per call">
    <table>
      <caption>
        Median time per call, the fastest of each row filled; press one for how it was measured
      </caption>
      <thead>
        <tr>
          <th scope="col">batch size</th>
          ${backends.map((backend) => html`<th scope="col">${backendLabel(backend)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${sizes.map(
          (size) =>
            html`<tr>
              <th scope="row">${count(size)}</th>
              ${backends.map((backend) => cell(backend, size))}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
