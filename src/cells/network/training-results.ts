/** The lower row in training: loss by epoch at the left, what one step costs at the right. */
import { html, type TemplateResult } from 'lit';
import type { Measurement, StepCost } from '../../contract/measurement';
import { bytes, duration, ratio } from '../../ui/format';
import { jobProgress } from './bar';
import type { Experiment } from './experiment';
import { knobMarks } from './marks';
import type { Measuring } from './measuring';
import { describeBackend, lossWords, optimizerWords } from './names';
import type { Scrub } from './scrub';

export type Metric = 'loss' | 'accuracy';

export interface LossPane {
  experiment: Experiment;
  scrub: Scrub;
  metric: Metric;
  choose(metric: Metric): void;
}

const metrics: { value: Metric; label: string }[] = [
  { value: 'loss', label: 'loss' },
  { value: 'accuracy', label: 'accuracy' },
];

export function lossPane({ experiment, scrub, metric: chosen, choose }: LossPane): TemplateResult {
  const { first, second } = experiment;
  const { run, state } = first;
  const numbers = first.meta.target !== undefined;
  const metric = numbers ? 'loss' : chosen;
  return html`<div class="heading">
      <h3>${metric === 'loss' ? 'Loss' : 'Accuracy'}</h3>
      ${
        numbers
          ? html`<span class="note">of the standardised target</span>`
          : html`<fp-choice
              label="Shown in the chart"
              .options=${metrics}
              .value=${metric}
              @change-value=${(event: CustomEvent<Metric>) => choose(event.detail)}
            ></fp-choice>`
      }
    </div>
    <fp-loss-chart
      .title=${metric === 'loss' ? 'Loss' : 'Accuracy'}
      .history=${run?.history ?? null}
      .compare=${second?.run?.history ?? null}
      compare-label="run B"
      .marks=${run ? knobMarks(run) : []}
      loss=${lossWords[first.model.loss]}
      .metric=${metric}
      .goodUntil=${state.kind === 'diverged' ? state.goodStep : null}
      @scrub=${(event: CustomEvent<{ step: number } | null>) => scrub.to(event.detail?.step ?? null)}
    ></fp-loss-chart>`;
}

export function costPane(experiment: Experiment, measuring: Measuring): TemplateResult {
  const { first } = experiment;
  const { job, cost } = measuring;
  const measure = () => {
    experiment.pause();
    if (first.run) void measuring.measureStep(first.run);
  };
  const batch = Math.min(first.settings.knobs.batchSize, experiment.dataset?.train.length ?? Infinity);
  return html`<h3>One training step, batch of ${cost?.forward.batchSize ?? batch}</h3>
    ${cost ? costBars(cost, first.settings.optimizer.kind) : html`<p class="note">Not timed on this device yet.</p>`}
    ${
      job.name === 'cost'
        ? jobProgress(job)
        : html`<button class="small" ?disabled=${!first.run || job.name !== null} @click=${measure}>Time its parts</button>`
    }`;
}

function costBars(cost: StepCost, optimizer: keyof typeof optimizerWords): TemplateResult {
  const { forward, backward, update, memory } = cost;
  const parts = [forward, backward, update];
  const step = forward.median + backward.median + update.median;
  const training = memory.weights + memory.activations + memory.gradients + memory.optimizer;
  const bars = parts.map(({ operation, median }) => ({
    label: operation,
    value: median,
    colour: operation as 'forward' | 'backward' | 'update',
    text: duration(median),
  }));
  return html`<fp-bars .title=${'Time of one training step by part'} .bars=${bars}></fp-bars>
    <p class="note">
      A step costs <strong>${ratio(step / forward.median)}</strong> its forward pass on ${describeBackend(forward.backend)}, and
      keeps activations, gradients${memory.optimizer > 0 ? ` and ${optimizerWords[optimizer]}’s state` : ''} in memory:
      ${bytes(training)} against ${bytes(memory.inference)}.
    </p>
    <p class="note">
      Weights ${bytes(memory.weights)}, activations ${bytes(memory.activations)}, gradients ${bytes(memory.gradients)}, optimizer
      ${bytes(memory.optimizer)}. Actually held: ${bytes(memory.measured.bytes)}.
      <fp-receipt label="How it was counted" .provenance=${{ kind: 'derived', how: memoryWords(cost) }}></fp-receipt>
    </p>
    <p class="note receipts">How this was measured: ${parts.map((part) => receipt(part))}</p>`;
}

function receipt(measurement: Measurement): TemplateResult {
  return html`<fp-receipt label=${measurement.operation} .provenance=${{ kind: 'measured', measurement }}></fp-receipt> `;
}

function memoryWords({ memory }: StepCost): string {
  const { weights, activations, gradients, optimizer, inference, measured } = memory;
  return (
    `By formula, 4 bytes a number: weights ${bytes(weights)}, activations of the batch ${bytes(activations)}, ` +
    `gradients ${bytes(gradients)}, optimizer state ${bytes(optimizer)}. Inference needs the weights and two neighbouring ` +
    `layers’ activations: ${bytes(inference)}. Measured: ${bytes(measured.bytes)} (${measured.how}).`
  );
}
