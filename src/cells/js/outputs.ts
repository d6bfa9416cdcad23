/** What a code cell shows, drawn from data alone: text, tables and charts; never HTML of the code's own. */
import { html, nothing, type TemplateResult } from 'lit';
import '../../charts/code-plot';
import type { CodeFault, CodeOutput } from '../../contract/sandbox';

export function outputView(output: CodeOutput, i: number): TemplateResult {
  if (output.kind === 'text') return html`<pre class="out ${output.level}">${output.text}</pre>`;
  if (output.kind === 'plot') {
    const name = output.plot.title ?? `Chart ${i + 1}`;
    return html`<figure>
      ${output.plot.title ? html`<figcaption>${output.plot.title}</figcaption>` : nothing}
      <fp-code-plot .title=${name} .recorded=${output.plot}></fp-code-plot>
    </figure>`;
  }
  const { columns, rows, of } = output;
  return html`<div class="table" role="group" tabindex="0" aria-label="Table ${i + 1}">
    <table>
      <thead>
        <tr>
          ${columns.map((column) => html`<th scope="col">${column}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${row.map((cell) => html`<td>${typeof cell === 'number' ? shortened(cell) : cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
    ${of > rows.length ? html`<p class="note">the first ${rows.length} of ${of} rows</p>` : nothing}
  </div>`;
}

/** An error in words, with the line of code that it is about and a mark at the column, which stays there where the line wraps. */
export function faultView(
  { name, message, place }: CodeFault,
  code: string,
  absent: readonly string[],
  goTo: () => void,
): TemplateResult {
  const line = place && code.split('\n')[place.line - 1];
  return html`<div class="fault" role="alert">
    <p><strong>${name ? `${name}: ` : nothing}</strong>${message}</p>
    ${hintFor(message)}
    ${
      name && absent.length > 0
        ? html`<p>
            ${new Intl.ListFormat('en').format(absent)} ${absent.length > 1 ? 'are' : 'is'} not there yet: the cell that gives
            ${absent.length > 1 ? 'them' : 'it'} has not come so far.
          </p>`
        : nothing
    }
    ${place ? html`<p><button class="quiet" @click=${goTo}>Line ${place.line}, column ${place.column}</button></p>` : nothing}
    ${
      line && place
        ? html`<pre aria-hidden="true">
${line.slice(0, place.column - 1)}<mark>${line[place.column - 1] ?? ' '}</mark>${line.slice(place.column)}</pre>`
        : nothing
    }
  </div>`;
}

function hintFor(message: string) {
  const missing =
    /^(fetch|XMLHttpRequest|WebSocket|EventSource|Worker|importScripts|indexedDB|localStorage|document|window|parent|top|caches|postMessage|navigator) is not defined/;
  if (!missing.test(message)) return nothing;
  return html`<p>Code cells run in a sandbox: no network, no storage, no page. What they have is their values, tf and Plot.</p>`;
}

/** In six digits. */
function shortened(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)));
}
