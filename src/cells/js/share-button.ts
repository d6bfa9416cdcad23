/** The button Share of a code cell: its code as it stands, and the edited code of the cells that it reads. */
import { html, nothing, type TemplateResult } from 'lit';
import type { CellContext } from '../../contract/cell';
import { editedCode } from '../edited-code';
import '../share-menu';
import type { MakeLink } from '../share-menu';
import type { CodeCell } from './code-cell';
import type { Notebook } from './notebook';

/** Without an address of its own there is nothing to share. */
export function shareButton(cell: CodeCell, notebook: Notebook, context: CellContext): TemplateResult | typeof nothing {
  const linkTo = context.linkTo?.bind(context);
  if (!linkTo) return nothing;
  const make: MakeLink = async () => {
    const [{ shareCode }, needed] = await Promise.all([import('./share'), notebook.neededBy(cell)]);
    const edited = new Set(editedCode(context.scope).map((one) => one.cell));
    const others = needed.filter(({ id }) => edited.has(id)).map(({ id, title, code }) => ({ cell: id, title, code }));
    return shareCode({ cell: cell.id, code: cell.code, needed: others, linkTo });
  };
  return html`<fp-share .make=${make}
    ><span slot="says"
      >Whoever opens it sees this code, and the edited code of the cells that it reads. Each runs only when they press its
      Run.</span
    ></fp-share
  >`;
}
