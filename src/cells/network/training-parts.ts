/** What a cell shows in training: the bar, the controls, what is folded under them, loss and cost. */
import { html, nothing, type TemplateResult } from 'lit';
import { metas } from '../../../datasets/metas';
import { tableMeta } from '../../../datasets/own-table';
import type { DatasetMeta } from '../../contract/dataset';
import type { OwnTable } from '../../contract/table';
import { type Access, bringsData } from './access';
import { trainingBar } from './bar';
import type { Experiment } from './experiment';
import { backendOptions } from './inference-controls';
import { moreControls } from './more-controls';
import { fileNotice, trainingNotices } from './notices';
import type { PhaseInput, PhaseParts } from './phase-parts';
import { resultsField } from './results';
import type { NetworkBody } from './schema';
import { trainingControls } from './training-controls';
import { costPane, lossPane } from './training-results';

export function trainingParts(input: PhaseInput): PhaseParts {
  const { session, body, access, chosen, choose, files, share } = input;
  const { experiment, measuring, scrub } = session;
  return {
    bar: trainingBar(experiment, share),
    notices: html`${chosen.more ? nothing : fileNotice(files.news)} ${trainingNotices(experiment)}`,
    controls: trainingControls(experiment, access, datasetsOf(body)),
    more: html`${ownTable(experiment, access)} ${more(input)}`,
    bottom: [
      lossPane({ experiment, scrub, metric: chosen.metric, choose: (metric) => choose({ metric }) }),
      costPane(experiment, measuring),
    ],
  };
}

/** Those that the reader may choose from. */
function datasetsOf({ data, datasets }: NetworkBody): DatasetMeta[] {
  return [...Object.values(metas), tableMeta(undefined)].filter(
    ({ id, own }) => own || !datasets || datasets.includes(id) || id === data,
  );
}

/** Where a table of the reader's own is chosen. */
function ownTable(experiment: Experiment, access: Access): TemplateResult | typeof nothing {
  const { settings, choosing, examples } = experiment;
  if (!choosing && settings.data.dataset !== 'table') return nothing;
  // Where a table is not here, nobody else can bring it.
  if (!bringsData(access) && !examples.error) return nothing;
  void import('./own-table');
  return html`<fp-own-table
    .engine=${experiment.engine}
    .table=${settings.data.table ?? null}
    @use-table=${(event: CustomEvent<OwnTable>) => experiment.useTable(event.detail)}
  ></fp-own-table>`;
}

function more({ session, access, chosen, choose, files }: PhaseInput): TemplateResult {
  const { experiment, inference } = session;
  const backends = { options: backendOptions(inference.backends), wanted: () => void inference.survey() };
  const toggled = ({ target }: Event) => {
    if (target instanceof HTMLDetailsElement && target.open !== chosen.more) choose({ more: target.open });
  };
  return html`<details class="fold" ?open=${chosen.more} @toggle=${toggled}>
    <summary>More controls</summary>
    ${
      chosen.more
        ? html`<div class="more">${moreControls(experiment, access, backends)} ${resultsField(access, files)}</div>`
        : nothing
    }
  </details>`;
}
