/** The row under the header: what can be done at the left, live figures at the right. */
import { html, nothing, type TemplateResult } from 'lit';
import { count, duration, loss, rate } from '../../ui/format';
import type { Experiment } from './experiment';
import type { Measuring } from './measuring';

const NONE = '–';

export function trainingBar(experiment: Experiment, share: TemplateResult | typeof nothing): TemplateResult {
  const { first, playing } = experiment;
  return html`<div class="actions">
      <button class="primary main" @click=${() => experiment.toggle()}>
        ${
          playing
            ? html`<span class="icon pause" aria-hidden="true"></span>Pause`
            : html`<span class="icon play" aria-hidden="true"></span>Train`
        }
      </button>
      <button
        title="One optimizer step; with Shift one epoch"
        @click=${(event: MouseEvent) => experiment.step(event.shiftKey ? 'epoch' : 'step')}
      >
        Step
      </button>
      <button title="Back to the same initial weights" @click=${() => experiment.reset()}>Reset</button>
      ${share}
    </div>
    <div class="figures">
      <fp-figure label="Epoch" value=${count(Math.floor(first.epoch))}></fp-figure>
      <fp-figure label="Train loss" value=${shown(first.newest('trainLoss'))}></fp-figure>
      <fp-figure label="Test loss" value=${shown(first.newest('testLoss'))}></fp-figure>
      <fp-figure class="speed" label="Steps per second" value=${speed(experiment)}></fp-figure>
    </div>`;
}

function shown(value: number | null): string {
  return value === null ? NONE : loss(value);
}

function speed({ first }: Experiment): string {
  const perSecond = first.playing ? (first.run?.latest.stepsPerSecond ?? 0) : 0;
  return perSecond > 0 ? count(perSecond) : NONE;
}

/** What the inference bar can do beside measuring. */
export interface InferenceActions {
  ready: boolean;
  measure(): void;
  exportMenu: TemplateResult | typeof nothing;
  share: TemplateResult | typeof nothing;
}

export function inferenceBar(
  { job, newest }: Measuring,
  { ready, measure, exportMenu, share }: InferenceActions,
): TemplateResult {
  const measuring = job.name === 'measure';
  return html`<div class="actions">
      <button class="primary main" ?disabled=${!ready || job.name !== null} @click=${measure}>
        <span class="icon play" aria-hidden="true"></span>Measure
      </button>
      ${measuring ? jobProgress(job) : nothing} ${exportMenu} ${share}
    </div>
    <div class="figures">
      <fp-figure label="Median latency" value=${newest ? duration(newest.latency.median) : NONE}></fp-figure>
      <fp-figure label="p95 latency" value=${newest ? duration(newest.latency.p95) : NONE}></fp-figure>
      <fp-figure label="Throughput" value=${newest ? rate(newest.throughput) : NONE}></fp-figure>
    </div>`;
}

/** How far a measurement has come, and how to end it. */
export function jobProgress(job: Measuring['job']): TemplateResult {
  return html`<span class="job">
    <progress aria-label="Measuring" max="1" .value=${job.done} title=${job.doing}></progress>
    <button @click=${() => job.cancel()}>Cancel</button>
  </span>`;
}
