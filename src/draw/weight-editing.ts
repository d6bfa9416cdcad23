/** A network's weights set by hand: which unit's are open in the form, and where the form stands. */
import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { styleMap } from 'lit/directives/style-map.js';
import type { Diagram, Unit } from './diagram-layout';
import { parametersOf, type Named, type Parameter } from './diagram-text';
import './weight-editor';

/** Pixels: the form's. */
const WIDTH = 270;

export interface WeightEditingParts {
  valueAt: (index: number) => number;
  save: (detail: { index: number; value: number }) => void;
  /** The form has gone: the focus belongs to its unit. */
  closed: () => void;
}

export class WeightEditing {
  #form: { parameters: Parameter[]; index: number; x: number; y: number } | null = null;

  constructor(
    private readonly host: Pick<ReactiveControllerHost, 'requestUpdate'>,
    private readonly parts: WeightEditingParts,
  ) {}

  get isOpen(): boolean {
    return this.#form !== null;
  }

  /** Opens the form on a unit's bias, or on one of its incoming weights, below the unit and within the drawing's width. */
  open(named: Named, diagram: Diagram, width: number, unit: Unit, index: number | null): void {
    const column = diagram.columns[unit.layer + 1];
    const { x, y } = column.places[unit.unit];
    const parameters = parametersOf(named, unit);
    this.#form = {
      parameters,
      index: index ?? parameters[0].index,
      x: Math.max(0, Math.min(width - WIDTH, x - WIDTH / 2)),
      y: y + column.radius + 8,
    };
    this.host.requestUpdate();
  }

  /** Takes the form away, whoever has the focus. */
  drop(): void {
    this.#form = null;
  }

  render(): TemplateResult | typeof nothing {
    if (!this.#form) return nothing;
    const { parameters, index, x, y } = this.#form;
    return html`<fp-weight-editor
      style=${styleMap({ left: `${x}px`, top: `${y}px` })}
      .parameters=${parameters}
      .index=${index}
      .valueAt=${this.parts.valueAt}
      @save=${this.#save}
      @cancel=${this.#close}
    ></fp-weight-editor>`;
  }

  readonly #save = (event: CustomEvent<{ index: number; value: number }>): void => {
    this.parts.save(event.detail);
    this.#close();
  };

  readonly #close = (): void => {
    this.drop();
    this.host.requestUpdate();
    this.parts.closed();
  };
}
