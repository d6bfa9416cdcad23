/** What stands over and under the plane where the examples are the reader's own points: the sheet to draw on, and its controls. */
import { html, nothing, type TemplateResult } from 'lit';
import '../../draw/point-pad';
import type { Experiment } from './experiment';
import type { Marking, OwnPoints } from './own-points';

const markings = [
  { value: 'A', label: 'adds A' },
  { value: 'B', label: 'adds B' },
  { value: 'remove', label: 'removes' },
];

/** For the slot `over` of the plane. */
export function pointPad({ own }: Experiment): TemplateResult {
  return html`<fp-point-pad
    slot="over"
    .said=${own.said}
    @mark=${(event: CustomEvent<[number, number]>) => own.mark(...event.detail)}
    @unmark=${(event: CustomEvent<[number, number]>) => own.removeNear(...event.detail)}
    @take-back=${() => own.undo()}
  ></fp-point-pad>`;
}

export function pointControls({ own, changed }: Experiment): TemplateResult {
  return html`<fieldset class="drawing">
    <legend>A click on the plane</legend>
    <fp-choice
      label="A click on the plane"
      .options=${markings}
      value=${own.marking}
      @change-value=${(event: CustomEvent<Marking>) => {
        own.marking = event.detail;
        changed();
      }}
    ></fp-choice>
    <div class="actions">
      <button class="small" ?disabled=${!own.undoable} @click=${() => own.undo()}>Undo</button>
      <button class="small" ?disabled=${own.points.length === 0} @click=${() => own.clear()}>Clear</button>
    </div>
    <p class="note">
      ${own.words}
      ${own.lacking ? html`<strong>${own.lacking}</strong> Until then the network keeps the points it had.` : nothing}
    </p>
    ${own.points.length > 0 ? list(own) : nothing}
  </fieldset>`;
}

function list(own: OwnPoints): TemplateResult {
  return html`<details>
    <summary>List of points</summary>
    <div class="scrolls" role="region" tabindex="0" aria-label="List of points">
      <table>
        <thead>
          <tr>
            <th scope="col">point</th>
            <th scope="col">class</th>
            <th scope="col">x₁</th>
            <th scope="col">x₂</th>
            <td></td>
          </tr>
        </thead>
        <tbody>
          ${own.points.map(
            ([x1, x2, label], i) =>
              html`<tr>
                <th scope="row">${i + 1}</th>
                <td>${label === 0 ? 'A' : 'B'}</td>
                <td>${x1.toFixed(2)}</td>
                <td>${x2.toFixed(2)}</td>
                <td><button class="quiet" aria-label="Remove point ${i + 1}" @click=${() => own.remove(i)}>Remove</button></td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </details>`;
}
