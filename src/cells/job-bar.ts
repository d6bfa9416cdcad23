/** The bar of a cell that asks the worker for something long: progress, Cancel, and in words how it ended otherwise than well. */
import { html, nothing, type TemplateResult } from 'lit';
import '../ui/fp-notice';
import type { Job } from './job';

/** Beside the button that starts it; nothing while no job is under way. */
export function progressOf(job: Job, label: string): TemplateResult | typeof nothing {
  if (!job.name) return nothing;
  return html`<progress aria-label=${label} max="1" .value=${job.done}></progress>
    <button @click=${() => job.cancel()}>Cancel</button>`;
}

export function failureOf({ failed }: Job): TemplateResult | typeof nothing {
  if (!failed) return nothing;
  const { code, message, hint } = failed.report;
  if (code === 'cancelled') return html`<fp-notice>Cancelled.</fp-notice>`;
  return html`<fp-notice kind="error">${message} ${hint}</fp-notice>`;
}
