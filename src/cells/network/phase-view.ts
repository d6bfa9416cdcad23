/** The cell under its header: one template for both phases, so that the diagram and the plane stay as they are at a switch. */
import { html, type TemplateResult } from 'lit';
import { bringsData } from './access';
import { diagramPane } from './diagram-pane';
import { inferenceParts } from './inference-parts';
import { measuringNotices } from './notices';
import type { PhaseInput } from './phase-parts';
import { predictionPane, type PredictionPane } from './prediction-pane';
import { trainingParts } from './training-parts';

/** @param opened what a link brought, above all other notices */
export function phaseView(input: PhaseInput, opened: TemplateResult): TemplateResult {
  const { session } = input;
  const { bar, notices, controls, more, bottom } = session.phase === 'training' ? trainingParts(input) : inferenceParts(input);
  // A second template would draw the diagram and the plane anew, and the GPU's contexts with them.
  return html`<div class="bar">${bar}</div>
    <div class="notices">${opened} ${notices} ${measuringNotices(session.measuring)}</div>
    <div class="panes">
      <div class="controls">${controls}</div>
      ${network(input)}
    </div>
    ${more}
    <div class="bottom">${bottom.map((pane) => html`<div>${pane}</div>`)}</div>`;
}

/** The two panes that both phases share. */
function network({ session, access, chosen, choose }: PhaseInput): TemplateResult {
  const { phase, experiment, inference, scrub, unit } = session;
  const hover = (address: typeof unit) => {
    session.unit = address;
    session.changed();
  };
  const drawn: PredictionPane['drawn'] = (training, drawing) => {
    training.drawing = drawing;
    session.changed();
  };
  return html`<div class="diagram">
      ${diagramPane({ phase, experiment, inference, scrub, hover, editable: !access.locked('weights') })}
    </div>
    <div class="prediction">
      ${predictionPane({
        drawable: bringsData(access),
        phase,
        experiment,
        inference,
        scrub,
        unit,
        confusion: chosen.confusion,
        choose: (confusion) => choose({ confusion }),
        drawn,
      })}
    </div>`;
}
