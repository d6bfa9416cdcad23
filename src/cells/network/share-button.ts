/** The button Share with the teacher's panel in it. What makes the link loads at its first press. */
import { html, nothing, type TemplateResult } from 'lit';
import type { CellContext } from '../../contract/cell';
import { editedCode } from '../edited-code';
import '../share-menu';
import type { MakeLink } from '../share-menu';
import { partsOf } from './access';
import type { View } from './opening';
import type { Session } from './session';
import type { Fixed } from './state';
import { parts } from './teacher-words';

export interface ShareButton {
  session: Session;
  fixed: Fixed;
  context: CellContext | null;
  cellId: string;
  /** What the link would leave of the controls: asked for again when it is made. */
  handed(): View;
  hand(view: View): void;
}

/** Without an address of its own there is nothing to share. */
export function shareButton({ session, fixed, context, cellId, handed, hand }: ShareButton): TemplateResult | typeof nothing {
  const linkTo = context?.linkTo?.bind(context);
  if (!context || !linkTo) return nothing;
  const { first } = session.experiment;
  const make: MakeLink = async (withWeights) => {
    const { shareLink } = await import('./share');
    const code = editedCode(context.scope);
    return shareLink({ session, fixed, engine: context.engine(), cellId, view: handed(), code, linkTo }, withWeights);
  };
  return html`<fp-share .make=${make} ?trained=${first.step > 0 || first.edited} ?edited=${first.edited}
    ><fp-teacher
      .parts=${partsOf(fixed.controls, parts)}
      .view=${handed()}
      @change-view=${(event: CustomEvent<View>) => hand(event.detail)}
    ></fp-teacher
  ></fp-share>`;
}
