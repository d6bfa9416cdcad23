/** The race's outcome as a table: each optimizer at its best learning rate. */
import { html, type TemplateResult } from 'lit';
import { figure } from '../../charts/format';
import type { Standing } from './outcomes';

export function standingsTable(all: readonly Standing[]): TemplateResult {
  return html`<div class="scrolls" role="region" tabindex="0" aria-label="Each at its best learning rate">
    <table>
      <caption>
        Each at its best learning rate of the grid, the lowest median first
      </caption>
      <thead>
        <tr>
          <th scope="col">optimizer</th>
          <th scope="col">best rate</th>
          <th scope="col">median</th>
          <th scope="col">lowest to highest</th>
          <th scope="col">diverged there</th>
        </tr>
      </thead>
      <tbody>
        ${all.map(
          ({ label, rate, median, low, high, diverged, runs }) =>
            html`<tr>
              <th scope="row">${label}</th>
              <td>${figure(rate)}</td>
              <td>${figure(median)}</td>
              <td>${figure(low)} to ${figure(high)}</td>
              <td>${diverged} of ${runs}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
