/** What is the matter with a cell, each state in its own words and with what the reader can do about it. */
import { html, nothing, type TemplateResult } from 'lit';
import { count } from '../../ui/format';
import type { Experiment } from './experiment';
import { InputFault } from '../../share/fault';
import { stageWords } from '../../share/stages';
import type { FileNews } from './files';
import type { Inference } from './inference';
import type { Measuring } from './measuring';
import { backendWords } from './names';
import { restrictionOf } from './teacher-words';
import type { Opening, View } from './opening';
import type { Substitution, Training } from './training';

/** How much smaller the learning rate is after a divergence. */
const calmer = 10;

/** What a link brought, or why it brought nothing. */
export function linkNotices(
  link: 'none' | 'opened' | InputFault,
  opening: Opening | null,
  /** Whether it is what was kept of the last visit that could not be read, and no link. */
  kept: boolean,
): TemplateResult | typeof nothing {
  if (link instanceof InputFault && kept)
    return html`<fp-notice kind="warn"
      >What was kept of this cell cannot be read any more; it is as its lesson has it. (${link.message})</fp-notice
    >`;
  if (link instanceof InputFault)
    return html`<fp-notice kind="error"
      >The link could not be opened; this cell is as its lesson has it. It failed at ${stageWords[link.stage]}:
      ${link.message}</fp-notice
    >`;
  if (link !== 'opened' || !opening) return nothing;
  const { step, checkpoint } = opening;
  return html`<fp-notice
    >This cell is as somebody shared it${checkpoint ? `, at step ${count(step)} with its trained weights` : ''}.
    ${
      step > 0 && !checkpoint
        ? `It had been trained for ${step === 1 ? '1 step: Train repeats it' : `${count(step)} steps: Train repeats them`}, and comes to the same losses.`
        : nothing
    }
    Your own version of it is kept as it was.</fp-notice
  >`;
}

/** That somebody else chose what is seen here, and the way to all of it. */
export function viewNotice(view: View, showAll: () => void): TemplateResult {
  return html`<fp-notice
    >Made by a teacher: ${restrictionOf(view)}.<button slot="actions" @click=${showAll}>Show all</button></fp-notice
  >`;
}

/** What came of a file. */
export function fileNotice(news: FileNews | null): TemplateResult | typeof nothing {
  return news ? html`<fp-notice kind=${news.kind}>${news.text}</fp-notice>` : nothing;
}

export function trainingNotices(experiment: Experiment): TemplateResult {
  const { first, second, examples } = experiment;
  return html`${stateNotice(experiment, first, second ? 'Run A' : '')}
  ${second ? stateNotice(experiment, second, 'Run B') : nothing}
  ${
    examples.error && !(first.state.kind === 'failed' && first.state.error.message === examples.error.message)
      ? html`<fp-notice kind="error"
          >The examples could not be loaded: ${examples.error.message} ${examples.error.hint}</fp-notice
        >`
      : nothing
  }`;
}

function stateNotice(experiment: Experiment, training: Training, name: string): TemplateResult {
  const { state, resumed, substituted } = training;
  const who = name && `${name}: `;
  return html`${substituted ? substitution(substituted, 'trains') : nothing}
  ${
    resumed
      ? html`<fp-notice kind="warn"
          >${who}The device was lost at step ${count(resumed.step)} (${resumed.why}). Training resumed from step
          ${count(resumed.from)}.</fp-notice
        >`
      : nothing
  }
  ${
    state.kind === 'diverged'
      ? diverged(experiment, training, state, who)
      : state.kind === 'failed'
        ? failed(experiment, training, state, who)
        : state.kind === 'stopped'
          ? html`<fp-notice>${who}Stopped: ${state.why}</fp-notice>`
          : nothing
  }`;
}

/** Said beside the button, not on it: a button with “step” in its name would be found by whoever looks for Step. */
const kept = (goodStep: number): string => `The network as it was at step ${count(goodStep)} is kept.`;

function diverged(
  experiment: Experiment,
  training: Training,
  { step, goodStep }: { step: number; goodStep: number | null },
  who: string,
): TemplateResult {
  const { learningRate } = training.settings.knobs;
  const smaller = Number((learningRate / calmer).toPrecision(3));
  const goBack = (good: number) => {
    training.rewind(good);
    training.tune({ learningRate: smaller });
  };
  return html`<fp-notice kind="error"
    >${who}The training diverged: at step ${count(step)} the loss or a weight is no longer a finite number. It is paused. A
    learning rate of ${learningRate} is probably too large here. ${goodStep === null ? nothing : kept(goodStep)}
    <span slot="actions">
      ${
        goodStep === null
          ? nothing
          : html`<button @click=${() => goBack(goodStep)}>Go back there, with learning rate ${smaller}</button>`
      }
      <button @click=${() => experiment.reset()}>Start over</button>
    </span>
  </fp-notice>`;
}

function failed(
  experiment: Experiment,
  training: Training,
  { error, goodStep }: { error: { message: string; hint: string }; goodStep: number | null },
  who: string,
): TemplateResult {
  return html`<fp-notice kind="error"
    >${who}${error.message} ${error.hint} ${goodStep === null ? nothing : kept(goodStep)}
    <span slot="actions">
      ${
        goodStep === null
          ? html`<button @click=${() => experiment.reset()}>Start over</button>`
          : html`<button @click=${() => training.run?.recover()}>Restart from there</button>`
      }
    </span>
  </fp-notice>`;
}

export function inferenceNotices(inference: Inference): TemplateResult {
  const { substituted, revived, error } = inference;
  return html`${substituted ? substitution(substituted, 'answers') : nothing}
  ${
    revived
      ? html`<fp-notice kind="warn">The device was lost (${revived}). The same weights have been uploaded again.</fp-notice>`
      : nothing
  }
  ${
    error
      ? html`<fp-notice kind="error"
          >${error.message} ${error.hint}<button slot="actions" @click=${() => void inference.again()}>
            Try again
          </button></fp-notice
        >`
      : nothing
  }`;
}

function substitution({ wanted, used, why }: Substitution, does: string): TemplateResult {
  return html`<fp-notice kind="warn"
    >${backendWords[wanted]} is not available here: ${why} The network ${does} on ${backendWords[used]} instead.</fp-notice
  >`;
}

/** How the last measurement ended, where it did not end well. */
export function measuringNotices({ job }: Measuring): TemplateResult | typeof nothing {
  if (!job.failed) return nothing;
  const { code, message, hint } = job.failed.report;
  if (code === 'cancelled') return html`<fp-notice>The measurement was cancelled; nothing of it is kept.</fp-notice>`;
  if (code === 'hidden')
    return html`<fp-notice kind="warn"
      >The measurement was thrown away: the tab was hidden meanwhile, and a browser slows hidden tabs down. Measure
      again.</fp-notice
    >`;
  return html`<fp-notice kind="error">${message} ${hint}</fp-notice>`;
}
