/** What a sweep has found: words, and every point in a table with its receipt. */
import { html, nothing, type TemplateResult } from 'lit';
import { backendLabel } from '../../charts/series';
import type { BackendInfo } from '../../contract/backend';
import type { SweepPoint } from '../../contract/measurement';
import { count, duration } from '../../ui/format';
import { fastest, fastestWords, gpuWords } from './words';

export function wordsOf(points: readonly SweepPoint[]): TemplateResult {
  return html`<p>${fastestWords(points)}</p>
    ${gpuWords(points).map((sentence) => html`<p>${sentence}</p>`)}`;
}

export function softwareNote(points: readonly SweepPoint[]): TemplateResult | typeof nothing {
  const software = [
    ...new Map(points.filter(({ backend }) => backend.software).map(({ backend }) => [backend.name, backend])).values(),
  ];
  if (software.length === 0) return nothing;
  const names = software.map((backend) => backendLabel({ ...backend, software: false })).join(' and ');
  const renderer = software.find((backend) => backend.renderer)?.renderer;
  return html`<fp-notice kind="warn"
    >${names}: software rendering, not a GPU${renderer ? ` (${renderer})` : ''}. Its figures say nothing about graphics
    cards.</fp-notice
  >`;
}

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
        Median time per call; press one for how it was measured
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
