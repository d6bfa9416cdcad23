/** The lower row in inference: the sweep over batch sizes at the left, training step against inference at the right. */
import { html, nothing, type TemplateResult } from 'lit';
import type { InferenceReport, Measurement } from '../../contract/measurement';
import { bytes, count, duration, ratio } from '../../ui/format';
import { pointsTable } from '../points-table';
import { jobProgress } from './bar';
import type { Inference } from './inference';
import type { Measuring } from './measuring';
import { describeBackend } from './names';

export interface SweepPane {
  measuring: Measuring;
  inference: Inference;
  guess: number | null;
  setGuess(batchSize: number | null): void;
  sweep(): void;
}

export function sweepPane({ measuring, inference, guess, setGuess, sweep }: SweepPane): TemplateResult {
  const { job, batchSizes } = measuring;
  const { points, crossover, unmeasured } = measuring.sweep;
  return html`<div class="heading">
      <h3>Time per call against batch size</h3>
      ${
        job.name === 'sweep'
          ? jobProgress(job)
          : html`<button class="small" ?disabled=${!inference.used || job.name !== null} @click=${sweep}>
              Sweep all batch sizes
            </button>`
      }
    </div>
    <fp-sweep-chart
      empty="One point for each batch size and backend, once they are timed"
      .title=${'Time per call by number of examples'}
      .points=${points}
      .guess=${guess}
      .crossover=${typeof crossover === 'number' ? crossover : null}
    ></fp-sweep-chart>
    ${unmeasured ? html`<p class="note">Not measured: ${unmeasured}.</p>` : nothing}
    ${
      points.length === 0
        ? guessField(batchSizes, guess, setGuess)
        : html`<details class="points">
            <summary>Every point, and how it was measured</summary>
            ${pointsTable(points)}
          </details>`
    }`;
}

function guessField(
  batchSizes: readonly number[],
  guess: number | null,
  setGuess: (batchSize: number | null) => void,
): TemplateResult {
  const options = [
    { value: '', label: 'no guess yet' },
    ...batchSizes.map((size) => ({ value: String(size), label: `from ${count(size)} on` })),
  ];
  return html`<fp-select
    class="guess"
    label="Your guess: when does a GPU win?"
    .options=${options}
    value=${guess === null ? '' : String(guess)}
    @change-value=${(event: CustomEvent<string>) => setGuess(event.detail ? Number(event.detail) : null)}
  ></fp-select>`;
}

export function ratioPane(measuring: Measuring): TemplateResult {
  const { newest, batchSize, cost } = measuring;
  if (!newest)
    return html`<h3>Training step against inference, batch of ${count(batchSize)}</h3>
      <p class="note">Measure to time both on the same backend, with the same weights and batch.</p>`;
  const { latency, trainingStep } = newest;
  const bars = [
    ...(trainingStep
      ? [{ label: 'train step', value: trainingStep.median, colour: 'backward' as const, text: duration(trainingStep.median) }]
      : []),
    { label: 'inference', value: latency.median, colour: 'forward' as const, text: duration(latency.median) },
  ];
  return html`<h3>Training step against inference, batch of ${count(latency.batchSize)}</h3>
    <fp-bars .title=${'Training step and inference'} .bars=${bars}></fp-bars>
    <p class="note">
      ${ratioText(newest)} On ${describeBackend(latency.backend)}.
      ${
        cost
          ? html`No gradients, no optimizer state: at a batch of ${count(cost.forward.batchSize)}, memory falls from
            ${bytes(cost.memory.weights + cost.memory.activations + cost.memory.gradients + cost.memory.optimizer)} to
            ${bytes(cost.memory.inference)}.`
          : nothing
      }
      First call: <strong>${duration(latency.firstCall)}</strong>, which includes all preparations; it is not among the
      ${count(latency.samples.length)} warm calls below.
    </p>
    <fp-distribution
      .title=${'Distribution of warm calls'}
      .samples=${latency.samples}
      unit="ms"
      .median=${latency.median}
      .p95=${latency.p95}
    ></fp-distribution>
    <p class="note receipts">How this was measured: ${receipts(newest)}</p>`;
}

function ratioText({ ratio: times }: InferenceReport): TemplateResult | typeof nothing {
  if (!times) return nothing;
  const { value, low, high } = times;
  const interval = `(95% interval ${ratio(low)} to ${ratio(high)})`;
  if (low <= 1 && high >= 1)
    return html`<strong>No clear difference</strong>: ${ratio(value)} ${interval} for the same examples.`;
  return html`A training step takes <strong>${ratio(value)}</strong> as long as an inference of the same examples ${interval}.`;
}

function receipts({ latency, queued, trainingStep, ratio: times }: InferenceReport): TemplateResult {
  const one = (label: string, measurement: Measurement) =>
    html`<fp-receipt label=${label} .provenance=${{ kind: 'measured', measurement }}></fp-receipt> `;
  const how =
    'Median of the training steps over median of the inferences, same backend, batch and weights; the interval by bootstrap, ' +
    'drawing both sets of samples again.';
  return html`${one('latency', latency)} ${one('throughput', queued)}
  ${trainingStep ? one('training step', trainingStep) : nothing}
  ${times ? html`<fp-receipt label="ratio" .provenance=${{ kind: 'derived', how }}></fp-receipt>` : nothing}`;
}
