/** What the experiments with a long request share: the button that runs it or calls it off, how far it is, how it failed. */
import { html, nothing, type TemplateResult } from 'lit';
import '../ui/fp-notice';
import type { Job } from './job';

/** Run, or Cancel with the progress beside it. */
export function runBar(job: Job, run: () => void, label: string): TemplateResult {
  return job.name
    ? html`<button @click=${() => job.cancel()}>Cancel</button>
        <progress aria-label=${label} max="1" .value=${job.done}></progress>
        <span class="doing">${job.doing}</span>`
    : html`<button class="primary" @click=${run}>Run</button>`;
}

export function runNotice({ failed }: Job): TemplateResult | typeof nothing {
  if (!failed) return nothing;
  const { code, message, hint } = failed.report;
  return html`<div class="notices">
    ${
      code === 'cancelled'
        ? html`<fp-notice>Cancelled. What had come until then stands below; it is no whole experiment.</fp-notice>`
        : html`<fp-notice kind="error">${message} ${hint}</fp-notice>`
    }
  </div>`;
}
