/** The units of a network as SVG: circle, activation curve or name, value. Templates of what they are given, no state. */
import { nothing, svg } from 'lit';
import { classMap } from 'lit/directives/class-map.js';
import { styleMap } from 'lit/directives/style-map.js';
import { glyphPath } from './activation-glyph';
import { css, signedColour, type Palette } from './colours';
import type { Stage } from './diagram-edges';
import {
  layerPlaces,
  lettersBeside,
  sameUnit,
  type Column,
  type Diagram,
  type Edge,
  type Place,
  type Unit,
} from './diagram-layout';
import { featureName, short, shortened, unitName, type Named } from './diagram-text';

export interface View extends Named {
  diagram: Diagram;
  palette: Palette;
  /** The weights that names speak of, a little behind; null while there are none that fit. */
  settled: Float32Array | null;
  activations: Float32Array | null;
  inputValues: Float32Array | null;
  loss: number | null;
  stage: Stage | null;
  /** Under the pointer, with its weight. */
  edge: Edge | null;
  edgeValue: number | null;
  /** The one Tab leads to, and the one emphasised. */
  current: Unit;
  chosen: Unit | null;
}

/** Where each layer's values begin among the activations of one example. */
export function valueOffsets({ layers }: Named['model']): number[] {
  let offset = 0;
  return layers.map(({ units }) => (offset += units) - units);
}

export function units(view: View) {
  const { edge, edgeValue } = view;
  return svg`${view.diagram.columns.map((column) => columnOf(view, column))}
    ${
      edge && edgeValue !== null
        ? svg`<text dy="0.35em" class="value" aria-hidden="true" x=${(edge.x0 + edge.x1) / 2} y=${(edge.y0 + edge.y1) / 2}>${short(edgeValue)}</text>`
        : nothing
    }`;
}

const isOutput = ({ model }: View, layer: number): boolean => layer === model.layers.length - 1;

function columnOf(view: View, column: Column) {
  const { layer, units, places, more } = column;
  const name = layer < 0 ? 'inputs' : isOutput(view, layer) ? 'output' : `hidden layer ${layer + 1}`;
  const rest = more ? `, the first ${places.length} of them shown` : '';
  const words = `${name}: ${units} ${units === 1 ? 'unit' : 'units'}${rest}`;
  const scale = Math.max(1, ...places.map((place) => Math.abs(valueOf(view, place) ?? 0) || 0));
  return svg`<g role="group" aria-label=${words} style="--along: ${column.along}">
    ${places.map((place) => unitOf(view, place, column, scale))}
    ${more ? moreText(more, view.diagram.gap) : nothing}
    ${isOutput(view, layer) && view.stage === 'loss' && view.loss !== null ? lossText(view.loss, column) : nothing}
  </g>`;
}

function moreText({ x, y, count }: { x: number; y: number; count: number }, gap: number) {
  return svg`<text dy="0.35em" class="more" aria-hidden="true" x=${x} y=${y}>+${count.toLocaleString('en-GB')}${gap < 64 ? '' : ' more'}</text>`;
}

function lossText(loss: number, { places, radius }: Column) {
  const lowest = places[places.length - 1];
  return svg`<text dy="0.35em" class="loss" aria-hidden="true" x=${lowest.x} y=${lowest.y + radius + 26}>loss ${short(loss)}</text>`;
}

function unitOf(view: View, place: Place, column: Column, scale: number) {
  const { layer, unit, x, y } = place;
  const { radius } = column;
  const output = isOutput(view, layer);
  const label = layer < 0 ? featureName(view.inputs[unit] ?? '') : output ? (view.outputs[unit] ?? '') : '';
  const value = valueOf(view, place);
  const chosen = sameUnit(view.chosen, place);
  const [name, bias, seen] = [unitName(view, place), biasWords(view, place), value === null ? '' : short(value)];
  // Where a name stands beside the unit, in the order in which it is read there: then it can be called by what is written.
  const words = !seen ? name + bias : label ? `${name} ${seen}${bias}` : `${name}${bias}, value ${seen}`;
  const fill = value === null ? {} : { fill: css(signedColour(view.palette, (0.6 * value) / scale)) };
  return svg`<g role="option" class=${classMap({ unit: true, input: layer < 0, output, chosen, valued: value !== null })}
    data-layer=${layer} data-unit=${unit} tabindex=${sameUnit(view.current, place) ? 0 : -1}
    aria-selected=${chosen ? 'true' : 'false'} aria-label=${words} transform="translate(${x} ${y})">
    <circle class="reach" r=${Math.max(12, radius)}></circle>
    <circle class="halo" r=${radius + 3.5}></circle>
    <circle class="body" r=${radius} style=${styleMap(fill)}></circle>
    ${
      label && column.names === 'inside'
        ? svg`<text dy="0.35em" style="font-size: ${Math.min(13, radius * (label.length > 2 ? 0.75 : 1))}px">${label}</text>`
        : layer < 0
          ? nothing
          : svg`<path class="glyph" d=${glyphPath(view.model.layers[layer].activation, radius * 0.55)}></path>`
    }
    ${label && column.names === 'beside' ? besideText(label, radius, layer < 0 ? 'left' : 'right', view.diagram.width) : nothing}
    ${value === null ? nothing : valueText(view, value, column)}
  </g>`;
}

/** A name too long for its circle, cut where it would leave the drawing. */
function besideText(label: string, radius: number, side: 'left' | 'right', width: number) {
  const shown = shortened(label, lettersBeside(width));
  return svg`<text dy="0.35em" class="beside ${side}" x=${side === 'left' ? -radius - 5 : radius + 5}>${shown}</text>`;
}

/** In figures where there is room: right of a hidden unit, under an input or output. */
function valueText({ model, diagram }: View, value: number, { layer, places, radius }: Column) {
  if (diagram.gap < 64 || model.layers.some(({ units }) => units > 12)) return nothing;
  if (layer >= 0 && layer < model.layers.length - 1)
    return svg`<text dy="0.35em" class="value right" x=${radius + 3}>${short(value)}</text>`;
  const roomy = places.length < 2 || places[1].y - places[0].y >= 2 * radius + 16;
  return roomy ? svg`<text dy="0.35em" class="value" y=${radius + 10}>${short(value)}</text>` : nothing;
}

function biasWords({ model, settled }: View, { layer, unit }: Unit): string {
  return layer < 0 || !settled ? '' : `, bias ${short(settled[layerPlaces(model)[layer].bias + unit])}`;
}

function valueOf({ model, activations, inputValues }: View, { layer, unit }: Unit): number | null {
  if (!activations) return null;
  return (layer < 0 ? inputValues?.[unit] : activations[valueOffsets(model)[layer] + unit]) ?? null;
}
