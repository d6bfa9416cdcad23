/** That the code came with a link, and what of the reader's own stood here before it. */
import { html, nothing, type TemplateResult } from 'lit';
import '../../ui/fp-notice';

export interface LinkNotice {
  /** The code is a link's, and runs only when its reader says so. */
  held: boolean;
  /** The reader's own code is kept beside it. */
  own: boolean;
  back(): void;
  stay(): void;
}

export function linkNotice({ held, own, back, stay }: LinkNotice): TemplateResult | typeof nothing {
  if (!held && !own) return nothing;
  const goBack = html`<button slot="actions" @click=${back}>Back to your own code</button>`;
  const keep = html`<button slot="actions" @click=${stay}>Keep this code</button>`;
  return html`<fp-notice kind=${held ? 'warn' : 'info'}
    >${held ? 'This code came with a link. Read it; it runs only when you press Run.' : nothing}
    ${own ? html`What you had written here before the link is kept. ${goBack}${held ? nothing : keep}` : nothing}</fp-notice
  >`;
}
