/** What stands in place of a cell that cannot be: why not. */
import { html, type TemplateResult } from 'lit';
import { metas } from '../../../datasets/metas';
import type { CellContext } from '../../contract/cell';
import type { NetworkBody } from './schema';

export function impossible(context: CellContext | null, body: NetworkBody | null): TemplateResult {
  if (!context) return html`<fp-notice kind="error">This cell has no context: it needs a lesson around it.</fp-notice>`;
  if (!body) return html`<fp-notice kind="error">This cell has no settings.</fp-notice>`;
  const names = Object.keys(metas).join(', ');
  return html`<fp-notice kind="error">There is no dataset “${body.data}”. There are: ${names}.</fp-notice>`;
}
