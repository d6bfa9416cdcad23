/** What the network predicts where that is a number: over the plane of two inputs, and held out, against what is true. */
import { html, nothing, type TemplateResult } from 'lit';
import { tablePlane } from '../../../datasets/table-plane';
import type { Dataset, NumericTarget } from '../../contract/dataset';
import { count, quantity } from '../../ui/format';
import { lockedSide } from './drawn-by';
import type { Inference } from './inference';
import { backendWords, describeBackend } from './names';
import type { PredictionPane } from './prediction-pane';
import { numberError, shareWords } from './predictions';
import type { Training } from './training';

export function numbers(pane: PredictionPane, training: Training, dataset: Dataset | null, name: string): TemplateResult {
  const { phase, inference, scrub, experiment } = pane;
  const locked = phase === 'inference';
  const past = !locked && training === experiment.first ? scrub.past : null;
  const answers = (locked ? inference.answers : past?.answers) ?? training.answers;
  const target = dataset?.target;
  if (!target || answers?.length !== dataset.labels.length) return html`<p class="note">No predictions yet.</p>`;
  const plane = tablePlane(dataset);
  const grid = (locked ? inference.grid : past?.grid) ?? training.run?.latest.grid ?? null;
  return html`<figure>
    ${name && !locked ? html`<figcaption>${name}</figcaption>` : nothing}
    ${
      plane
        ? html`<fp-value-plane
            class="plane"
            .grid=${grid}
            side=${Math.round(Math.sqrt(grid?.length ?? 0))}
            .across=${plane.across}
            .up=${plane.up}
            .raw=${dataset.raw}
            .target=${target}
            .train=${dataset.train}
            .test=${dataset.test}
            .placed=${locked ? inference.passage?.inputs : null}
          ></fp-value-plane>`
        : nothing
    }
    <fp-predicted
      .title=${`Predicted against true “${target.name}”${name && !locked ? `, ${name}` : ''}`}
      .name=${target.name}
      .truth=${target.values}
      .outputs=${answers}
      .rows=${dataset.test}
      .scale=${target}
    ></fp-predicted>
    ${errorNote(target, dataset.test, answers)}
  </figure>`;
}

/** What the predictions are worth, with where each figure comes from. */
function errorNote(target: NumericTarget, test: Uint32Array, answers: Float32Array): TemplateResult {
  const { rmse, r2 } = numberError(target, test, answers);
  const rows = `the ${count(test.length)} held-out rows`;
  const error =
    `The square root of the mean squared difference between what the network predicts and what is true, over ${rows}, in the ` +
    `unit of “${target.name}”. The loss is the same in standardised units, squared: √loss × ${quantity(target.deviation)}, the ` +
    `standard deviation of “${target.name}” over the training rows.`;
  const share =
    `1 − mean squared error / variance of “${target.name}”, both over ${rows}: 1 is exact, and 0 no better than to answer ` +
    `their mean each time. ${Number.isNaN(r2) ? 'Here they are all the same, and there is none.' : ''}`;
  return html`<p class="note">
      On ${rows} it is off by <strong class="whole">${quantity(rmse)}</strong> in the unit of “${target.name}” (root mean squared
      error); <span class="whole">R² <strong>${shareWords(r2)}</strong></span
      >.
    </p>
    <p class="note receipts">
      Where these come from:
      <fp-receipt label="the error" .provenance=${{ kind: 'derived', how: error }}></fp-receipt>
      <fp-receipt label="R²" .provenance=${{ kind: 'derived', how: share }}></fp-receipt>
    </p>`;
}

/** What drew the plane, and how finely: there is no shader for it. */
export function numbersDrawn(training: Training, dataset: Dataset | null, inference: Inference | null): string | null {
  if (!dataset || !tablePlane(dataset)) return null;
  if (inference?.used)
    return `The plane is drawn from ${lockedSide} × ${lockedSide} points in one call (${describeBackend(inference.used)}).`;
  const by = training.run?.latest.gridBy;
  return by ? `The plane is drawn by the worker (${backendWords[by]}): no shader is written for numbers.` : null;
}
