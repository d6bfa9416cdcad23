/** The right pane: what the network predicts, over the plane, as a confusion matrix of real examples, or as numbers. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Dataset, DatasetMeta } from '../../contract/dataset';
import type { Drawing } from '../../draw/boundary-shader';
import type { Phase } from '../../ui/fp-phase';
import { count, percent } from '../../ui/format';
import type { UnitAddress } from './diagram-pane';
import { drawnLive, drawnLocked, liveSide } from './drawn-by';
import type { Inference } from './inference';
import type { Experiment } from './experiment';
import { describeBackend, featureWord } from './names';
import { numbers, numbersDrawn } from './number-pane';
import { pointControls, pointPad } from './own-points-pane';
import { rowsOf } from './predictions';
import type { Scrub } from './scrub';
import type { Training } from './training';

const none: readonly string[] = [];

export interface PredictionPane {
  phase: Phase;
  experiment: Experiment;
  inference: Inference;
  scrub: Scrub;
  unit: UnitAddress | null;
  confusion: readonly [number, number] | null;
  choose(cell: readonly [number, number]): void;
  /** Whether the reader may draw points, where the examples are points of their own. */
  drawable: boolean;
  /** Another path draws a training's plane. */
  drawn(training: Training, drawing: Drawing): void;
}

export function predictionPane(pane: PredictionPane): TemplateResult {
  const { phase, experiment, unit } = pane;
  const { first, second, dataset } = experiment;
  const { meta } = first;
  const ofUnit = phase === 'training' && meta.kind === 'plane' ? unit : null;
  const body = meta.target !== undefined ? numbers : meta.kind === 'plane' ? plane : examples;
  // Hidden and not taken away while a unit is pointed at: a shader would have to be compiled anew.
  return html`${ofUnit ? unitResponse(first, ofUnit) : nothing}
    <div ?hidden=${ofUnit !== null}>
      <h3>What the network predicts</h3>
      <div class=${second && phase === 'training' ? 'two' : 'one'}>
        ${body(pane, first, dataset, second ? 'Run A' : '')}
        ${second && phase === 'training' ? body(pane, second, dataset, 'Run B') : nothing}
      </div>
      ${underneath(pane, meta)}
    </div>`;
}

function unitResponse({ run, settings }: Training, { layer, unit }: UnitAddress): TemplateResult {
  const label = `Unit ${unit + 1} of ${layer < settings.hidden.length ? `layer ${layer + 1}` : 'the output'}`;
  return html`<h3>${label}, over the plane</h3>
    <fp-unit-map class="plane" .grid=${run?.latest.unitGrid ?? null} side=${liveSide} label=${label}></fp-unit-map>`;
}

function plane(pane: PredictionPane, training: Training, dataset: Dataset | null, name: string): TemplateResult {
  const { phase, inference, scrub, experiment, drawn, drawable } = pane;
  const locked = phase === 'inference';
  const past = !locked && training === experiment.first ? scrub.past : null;
  const { latest, spec } = training.run ?? {};
  const grid = (locked ? inference.grid : past?.grid) ?? latest?.grid ?? null;
  const weights = (locked ? inference.weights : past?.snapshot.weights) ?? latest?.weights ?? null;
  const { meta, outputs } = training;
  const drawing = drawable && !locked && meta.own && training === experiment.first;
  return html`<figure>
    ${name && !locked ? html`<figcaption>${name}</figcaption>` : nothing}
    <fp-boundary
      class="plane"
      .grid=${grid}
      side=${Math.round(Math.sqrt((grid?.length ?? 0) / outputs))}
      outputs=${outputs}
      .model=${spec?.model ?? null}
      .features=${spec?.data.features ?? none}
      .weights=${weights}
      .points=${drawing ? experiment.own.asPoints(dataset) : dataset}
      .placed=${locked ? inference.placed : null}
      ?placeable=${locked}
      phase=${phase}
      .classes=${meta.classes}
      label=${name && !locked ? `What ${name} predicts` : 'What the network predicts'}
      @drawing=${(event: CustomEvent<Drawing>) => drawn(training, event.detail)}
      @place=${(event: CustomEvent<[number, number]>) => inference.place(event.detail)}
      ><span slot="caption"></span>${drawing ? pointPad(experiment) : nothing}</fp-boundary
    >
    ${drawing ? pointControls(experiment) : nothing}
  </figure>`;
}

function examples(pane: PredictionPane, training: Training, dataset: Dataset | null, name: string): TemplateResult {
  const { phase, inference, scrub, experiment, confusion, choose } = pane;
  const { meta } = training;
  const locked = phase === 'inference';
  const past = training === experiment.first ? scrub.past?.predicted : null;
  const predicted = (locked ? inference.predicted : past) ?? training.predicted;
  if (!dataset || predicted?.length !== dataset.labels.length) return html`<p class="note">No predictions yet.</p>`;
  const chosen = confusion && rowsOf(dataset, predicted, confusion);
  return html`<div>
    ${name && !locked ? html`<p class="note">${name}</p>` : nothing}
    <fp-confusion
      .classes=${meta.classes}
      .labels=${dataset.labels}
      .predicted=${predicted}
      .rows=${dataset.test}
      .selected=${confusion}
      @cell=${(event: CustomEvent<[number, number]>) => choose(event.detail)}
    ></fp-confusion>
    ${
      chosen && confusion
        ? html`<p class="note">
              ${count(chosen.length)} held out: ${meta.classes[confusion[0]]}, taken for ${meta.classes[confusion[1]]}.
            </p>
            <fp-examples
              .raw=${dataset.raw}
              .rawWidth=${dataset.rawWidth}
              .shape=${meta.imageShape ?? null}
              .rows=${chosen}
              .names=${dataset.features}
              .labels=${dataset.labels}
              .predicted=${predicted}
              .classes=${meta.classes}
            ></fp-examples>`
        : nothing
    }
  </div>`;
}

/** The lines of text below, and in inference what a reader's own input makes of the network. */
function underneath({ phase, experiment, inference }: PredictionPane, meta: DatasetMeta): TemplateResult {
  const { first, dataset } = experiment;
  const drawn = numbersDrawn(first, dataset, phase === 'inference' ? inference : null);
  if (phase === 'inference')
    return html`${drawn ? html`<p class="note">${drawn}</p>` : answered(inference, first)}
    ${meta.kind === 'plane' ? placedPoint(inference, meta) : nothing}`;
  const notes = dataset?.notes.map((note) => html`<p class="note">${note}</p>`);
  if (meta.target !== undefined) return html`${drawn ? html`<p class="note">${drawn}</p>` : nothing}${notes}`;
  const accuracy = first.newest('testAccuracy');
  const held = meta.noHeldOut
    ? 'All points are used for training and for testing.'
    : meta.kind === 'plane'
      ? 'Hollow points are held out for testing.'
      : 'Counted on examples held out for testing; select a cell to see its examples.';
  return html`<p class="note">
      ${held}${accuracy === null ? nothing : html` <span class="whole">${percent(accuracy)}</span> ${meta.noHeldOut ? '' : 'of them'} are right.`}
    </p>
    ${meta.kind === 'plane' && first.drawing ? html`<p class="note">${drawnLive(first.drawing, first.run?.latest.gridBy ?? null)}</p>` : nothing}
    ${notes}`;
}

function answered({ used, grid }: Inference, { meta, drawing }: Training): TemplateResult | typeof nothing {
  if (!used) return nothing;
  const where = describeBackend(used);
  return html`<p class="note">
    ${meta.kind === 'plane' && grid ? `${drawnLocked(drawing, where)} Click or use arrow keys to place a point.` : `${where}.`}
  </p>`;
}

function placedPoint({ passage, placed }: Inference, meta: DatasetMeta): TemplateResult | typeof nothing {
  if (!passage || !placed) return nothing;
  return html`<p class="note">${featureWord('x1')} = ${placed[0].toFixed(2)}, ${featureWord('x2')} = ${placed[1].toFixed(2)}</p>
    <fp-probabilities .values=${passage.outputs} .classes=${meta.classes}></fp-probabilities>`;
}
