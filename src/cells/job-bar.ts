/** What the cells with a long request share: the button that runs it or calls it off, how far it is, how it failed. */
import { html, nothing, type TemplateResult } from 'lit';
import '../ui/fp-notice';
import type { Job } from './job';

const progress = (job: Job, label: string) => html`<progress aria-label=${label} max="1" .value=${job.done}></progress>`;
const cancel = (job: Job) => html`<button @click=${() => job.cancel()}>Cancel</button>`;
const doing = (job: Job) => html`<span class="doing">${job.doing}</span>`;

/** Run, or Cancel with the progress beside it. */
export function runBar(job: Job, run: () => void, label: string): TemplateResult {
  return job.name
    ? html`${cancel(job)} ${progress(job, label)} ${doing(job)}`
    : html`<button class="primary" @click=${run}>Run</button>`;
}

/** Beside the button that starts it; nothing while no job is under way. */
export function progressOf(job: Job, label: string): TemplateResult | typeof nothing {
  return job.name ? html`${progress(job, label)} ${cancel(job)}` : nothing;
}

/** The same, with what it does now. */
export function progressInWords(job: Job, label: string): TemplateResult | typeof nothing {
  return job.name ? html`${progressOf(job, label)} ${doing(job)}` : nothing;
}

/** For the status region: 'Training, 25 per cent.' In steps of a quarter, so that listening is not all there is to do. */
export function spokenProgress({ done }: Job, what: string): string {
  return `${what}, ${Math.floor(done * 4) * 25} per cent.`;
}

/** How it ended otherwise than well. @param cancelled what is said where the reader called it off */
export function failureOf({ failed }: Job, cancelled = 'Cancelled.'): TemplateResult | typeof nothing {
  if (!failed) return nothing;
  const { code, message, hint } = failed.report;
  if (code === 'cancelled') return html`<fp-notice>${cancelled}</fp-notice>`;
  return html`<fp-notice kind="error">${message} ${hint}</fp-notice>`;
}

/** The same for an experiment whose results so far stay where they are. */
export function runNotice(job: Job): TemplateResult | typeof nothing {
  if (!job.failed) return nothing;
  return html`<div class="notices">
    ${failureOf(job, 'Cancelled. What had been found until then stands below; the experiment is not complete.')}
  </div>`;
}
