/**
 * The network as a drawing: units in columns (SVG, reachable by keyboard one by one), weights between them (canvas), the way of
 * the data beneath. New weights alone repaint the canvas and touch no element; names and summary follow every five seconds.
 */
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { styleMap } from 'lit/directives/style-map.js';
import type { ModelSpec } from '../contract/model';
import { arrows } from './diagram-arrows';
import { diagramStyles } from './diagram-styles';
import { EdgePainter, type Stage } from './diagram-edges';
import { edgeAt, layOut, neighbour, parameterCount, sameUnit, type Diagram, type Edge, type Unit } from './diagram-layout';
import { featureName, summary } from './diagram-text';
import { units, valueOffsets, type View } from './diagram-units';
import { DrawnElement, fitted, stillness, unseen } from './drawn-element';
import { Quiet } from './quiet';
import { WeightEditing } from './weight-editing';

/** How long a stage's light takes to cross the network; the stage itself may stay longer. */
const sweep = 900;

/** By content: a parent may well make a new list with each of its own updates. */
const otherContent = (a: unknown, b: unknown): boolean => a !== b && JSON.stringify(a) !== JSON.stringify(b);

/**
 * `unit` {detail: {layer, unit} | null}: the pointer or the focus has come to a unit (layer 0 is the first hidden layer) or left it.
 * `edit-weight` {detail: {index, value}}: a weight or bias was set by hand; index as in the flat weights.
 */
@customElement('fp-network-diagram')
export class FpNetworkDiagram extends DrawnElement {
  static override styles = [diagramStyles, unseen];

  @property({ attribute: false, hasChanged: otherContent }) accessor model: ModelSpec | null = null;
  /** Flat, as in Snapshot.weights. Give a new array for new values. */
  @property({ attribute: false }) accessor weights: Float32Array | null = null;
  /** Names of the inputs, as in DataSpec.features. */
  @property({ attribute: false, hasChanged: otherContent }) accessor inputs: readonly string[] = [];
  /** 'p', or the classes' names. */
  @property({ attribute: false, hasChanged: otherContent }) accessor outputs: readonly string[] = [];
  @property() accessor phase: 'training' | 'inference' = 'training';
  /** In slow motion: the part of the step that is being done. */
  @property() accessor stage: Stage | null = null;
  /** Shown at the output in the stage 'loss'. */
  @property({ attribute: false }) accessor loss: number | null = null;
  /** Of every layer for one example, layer by layer, inputs not included: shows that example's way through the network. */
  @property({ attribute: false }) accessor activations: Float32Array | null = null;
  /** That example itself, as the network sees it. */
  @property({ attribute: false }) accessor inputValues: Float32Array | null = null;
  /** A unit to emphasise while neither pointer nor focus is on one. */
  @property({ attribute: false, hasChanged: otherContent }) accessor selected: Unit | null = null;
  @property({ type: Boolean }) accessor editable = false;

  @state() private accessor hovered: Unit | null = null;
  @state() private accessor focused: Unit | null = null;
  /** The one unit that Tab leads to. */
  @state() private accessor current: Unit = { layer: 0, unit: 0 };
  @state() private accessor edge: Edge | null = null;

  @query('canvas') private accessor canvas!: HTMLCanvasElement | null;

  readonly #words = new Quiet(this, () => ({ weights: this.weights, text: this.#summary() }), {
    weights: this.weights,
    text: '',
  });
  readonly #editing = new WeightEditing(this, {
    valueAt: (index) => this.weights?.[index] ?? 0,
    save: (detail) => this.dispatchEvent(new CustomEvent('edit-weight', { detail, bubbles: true, composed: true })),
    closed: () => this.#focus(this.current),
  });
  #diagram: Diagram | null = null;
  #painter: EdgePainter | null = null;
  #stageStart = 0;
  #told: Unit | null = null;

  /** The unit emphasised now. */
  get #emphasised(): Unit | null {
    return this.hovered ?? this.focused ?? (this.#editing.isOpen ? this.current : this.selected);
  }

  #canEdit(): boolean {
    return this.editable && this.phase === 'training' && this.weights !== null;
  }

  #summary(): string {
    const { model, inputs, outputs } = this;
    return model ? summary({ model, inputs, outputs }, this.weights) : '';
  }

  #view(model: ModelSpec, diagram: Diagram): View {
    const { inputs, outputs, palette, activations, inputValues, loss, stage, edge, current } = this;
    const { weights } = this.#words.value;
    const edgeValue = edge && this.weights ? this.weights[edge.index] : null;
    const settled = weights?.length === parameterCount(model) ? weights : null;
    const chosen = this.#emphasised;
    return {
      model,
      inputs,
      outputs,
      diagram,
      palette,
      settled,
      activations,
      inputValues,
      loss,
      stage,
      edge,
      edgeValue,
      current,
      chosen,
    };
  }

  /** New weights alone ask for no rendering, only for paint. */
  protected override shouldUpdate(changed: PropertyValues<this>): boolean {
    if (changed.has('weights') && this.hasUpdated) {
      this.repaint();
      const due = this.#words.touch();
      if (changed.size === 1 && !due && changed.get('weights')) return false;
    }
    return true;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('stage')) this.#stageStart = performance.now();
    const reshaped = ['model', 'inputs', 'outputs'].some((name) => changed.has(name));
    if (reshaped) {
      this.#words.refresh();
      this.#editing.drop();
      this.edge = null;
      const layers = this.model?.layers ?? [];
      if (this.current.unit >= (layers[this.current.layer]?.units ?? this.model?.inputs ?? 0))
        this.current = { layer: 0, unit: 0 };
      if (this.current.layer >= layers.length) this.current = { layer: 0, unit: 0 };
    }
    if (!this.#canEdit()) this.#editing.drop();
    if (!reshaped && !changed.has('width')) return;
    this.#diagram = this.model && this.width ? layOut(this.model, this.width, this.inputs.map(featureName), this.outputs) : null;
    this.#painter = this.#diagram && new EdgePainter(this.#diagram);
  }

  protected override render() {
    const { model } = this;
    if (!model) return nothing;
    const diagram = this.#diagram;
    const locked = this.phase === 'inference';
    const classes = { editable: this.#canEdit(), locked, 'over-edge': this.edge !== null, 'loss-stage': this.stage === 'loss' };
    const lit = this.stage === 'forward' || this.stage === 'backward' ? { [this.stage]: true } : {};
    // Listeners stand on the div: Chromium takes an svg that listens for focus to be a stop of Tab.
    return html`
      <div
        class="stage"
        style=${styleMap({ height: `${diagram?.height ?? 270}px` })}
        @pointermove=${this.#move}
        @pointerleave=${this.#leave}
        @keydown=${this.#key}
        @focusin=${this.#focusIn}
        @focusout=${this.#focusOut}
        @click=${this.#click}
      >
        <canvas aria-hidden="true"></canvas>
        ${
          diagram &&
          html`<svg
            role="listbox"
            aria-label=${locked ? 'Network, unit by unit, weights locked' : 'Network, unit by unit'}
            aria-describedby="summary"
            class=${classMap({ ...classes, ...lit })}
            style=${styleMap({ '--sweep': `${sweep}ms` })}
          >
            ${units(this.#view(model, diagram))}
          </svg>`
        }
      </div>
      ${this.#editing.render()} ${diagram && arrows(diagram, this.phase, this.stage)}
      <p class="unseen" id="summary">${this.#words.value.text}</p>
    `;
  }

  protected override paint(now: number): void {
    const { model, canvas, weights } = this;
    const painter = this.#painter;
    if (!canvas || !painter || !model) return;
    const { width, height } = painter.diagram;
    const context = fitted(canvas, width, height);
    if (!context) return;
    if (weights?.length !== parameterCount(model)) {
      context.clearRect(0, 0, width, height);
      return;
    }
    const still = stillness();
    const passed = Math.min(1, (now - this.#stageStart) / sweep);
    painter.paint(context, {
      weights,
      palette: this.palette,
      unit: this.#emphasised,
      edge: this.edge,
      values: this.activations && { inputs: this.inputValues, layers: this.activations, offsets: valueOffsets(model) },
      stage: this.stage,
      progress: still ? (this.stage === 'update' ? 0.5 : 1) : Math.max(0, passed),
    });
    if (this.stage && !still && passed < 1) this.repaint();
  }

  protected override updated(): void {
    super.updated();
    const pointed = this.hovered ?? this.focused;
    const unit = pointed && pointed.layer >= 0 ? pointed : null;
    if (sameUnit(unit, this.#told)) return;
    this.#told = unit;
    this.dispatchEvent(
      new CustomEvent('unit', { detail: unit && { layer: unit.layer, unit: unit.unit }, bubbles: true, composed: true }),
    );
  }

  #unitOf(event: Event): Unit | null {
    const element = event.target instanceof Element ? event.target.closest<SVGElement>('[data-unit]') : null;
    return element ? { layer: Number(element.dataset.layer), unit: Number(element.dataset.unit) } : null;
  }

  readonly #move = (event: PointerEvent): void => {
    const unit = this.#unitOf(event);
    if (!sameUnit(unit, this.hovered)) this.hovered = unit;
    this.edge = unit || !this.#canEdit() || this.#editing.isOpen ? null : this.#edgeOf(event);
  };

  readonly #leave = (): void => {
    this.hovered = null;
    this.edge = null;
  };

  #edgeOf(event: MouseEvent): Edge | null {
    const box = this.canvas?.getBoundingClientRect();
    return this.#diagram && box ? edgeAt(this.#diagram, event.clientX - box.left, event.clientY - box.top, 6) : null;
  }

  readonly #focusIn = (event: FocusEvent): void => {
    const unit = this.#unitOf(event);
    if (!unit) return;
    // The name should be true when it is read out, not up to five seconds old.
    this.#words.refresh();
    this.focused = unit;
    this.current = unit;
  };

  readonly #focusOut = (): void => {
    this.focused = null;
  };

  readonly #key = (event: KeyboardEvent): void => {
    const from = this.#unitOf(event);
    if (!from || !this.#diagram || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter') {
      // Or the form, which has the focus by then, would take the same Enter as its own.
      event.preventDefault();
      this.#edit(from, null);
      return;
    }
    const to = neighbour(this.#diagram, from, event.key);
    if (to) this.#focus(to);
    if (event.key.startsWith('Arrow') || event.key === 'Home' || event.key === 'End') event.preventDefault();
  };

  #focus({ layer, unit }: Unit): void {
    this.renderRoot.querySelector<SVGElement>(`[data-layer="${layer}"][data-unit="${unit}"]`)?.focus();
  }

  readonly #click = (event: MouseEvent): void => {
    const unit = this.#unitOf(event);
    const edge = unit || !this.#canEdit() ? null : this.#edgeOf(event);
    if (edge) this.#edit({ layer: edge.layer, unit: edge.to }, edge.index);
    else if (unit) this.#edit(unit, null);
  };

  /** Opens the form on a unit's bias, or on one of its incoming weights. */
  #edit(unit: Unit, index: number | null): void {
    const { model, inputs, outputs } = this;
    if (!model || !this.#diagram || !this.#canEdit() || unit.layer < 0) return;
    this.current = unit;
    this.#editing.open({ model, inputs, outputs }, this.#diagram, this.width, unit, index);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-network-diagram': FpNetworkDiagram;
  }
}
