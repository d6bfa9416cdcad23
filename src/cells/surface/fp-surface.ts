/** `<fp-surface>`: gradient descent over a loss of two weights; the whole path is drawn anew with every change. */
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../charts/contour';
import type { Grid } from '../../charts/contour-words';
import '../../charts/lines';
import type { CellContext } from '../../contract/cell';
import type { Point } from '../../engine/surfaces';
import { controls } from '../../ui/controls';
import { loss, significant } from '../../ui/format';
import '../../ui/fp-number';
import '../../ui/fp-select';
import { bench } from '../bench';
import { Announcer, SETTLED } from '../announcer';
import { Keeping } from '../keeping';
import { gridOf } from '../surface-grid';
import {
  courseOf,
  curvaturesOf,
  limitMoves,
  opening,
  openingOf,
  standsStill,
  surfaceOf,
  words,
  type Course,
  type Settings,
  type SurfaceChoice,
} from './course';
import { kept } from './kept';
import type { SurfaceBody } from './schema';
import { styles } from './styles';

@customElement('fp-surface')
export class FpSurface extends LitElement {
  static override styles = [controls, bench, styles];

  @property({ attribute: false }) accessor body!: SurfaceBody;
  @property() accessor cellId = '';
  @property({ attribute: false }) accessor context!: CellContext;

  @state() private accessor settings!: Settings;
  #grid: Grid | null = null;
  #course!: Course;
  #moved = 0;
  #changes = 0;
  readonly #keeping = new Keeping(this, {
    kind: () => kept,
    settings: () => ({ settings: this.settings, moved: this.#moved, changes: this.#changes }),
    restore: ({ settings: { settings, moved, changes } }) => {
      this.settings = settings;
      this.#moved = moved;
      this.#changes = changes;
    },
    publish: () => this.#follow(null),
  });
  readonly #announcer = new Announcer(() => this.requestUpdate(), SETTLED);

  override connectedCallback(): void {
    super.connectedCallback();
    this.setAttribute('phase', 'training');
    this.settings ??= openingOf(this.body);
    this.#keeping.begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#announcer.end();
  }

  #set(changed: Partial<Settings>): void {
    const before = this.settings;
    this.settings = { ...before, ...changed };
    this.#changes++;
    this.#follow(before);
    this.#announcer.say(this.#sentence());
  }

  #follow(before: Settings | null): void {
    const { surface, curvatures, learningRate, momentum, steps } = this.settings;
    if (!before || before.surface !== surface || before.curvatures !== curvatures) {
      this.#grid = gridOf(surfaceOf(surface, curvatures));
    }
    this.#course = courseOf(this.settings);
    const { path, limit, diverged } = this.#course;
    this.context.scope.publish(this.cellId, {
      surface,
      learningRate,
      momentum,
      steps,
      limit,
      overLimit: limit && learningRate / limit,
      limitMoves: limitMoves(this.settings),
      loss: path.value.at(-1) ?? null,
      diverged,
      moved: this.#moved,
      changes: this.#changes,
    });
  }

  override render() {
    const { surface, start } = this.settings;
    const { path } = this.#course;
    const { minima } = surfaceOf(surface, this.settings.curvatures);
    return html`<header>
        <slot name="title"></slot>
        <p class="state">${words[surface].formula}</p>
      </header>
      <p class="visually-hidden" role="status">${this.#announcer.text}</p>
      <div class="notices">${this.#keeping.notices}</div>
      <div class="panes">
        <div class="controls">${this.#controls()}</div>
        <div class="map">
          <fp-chart-contour
            .title=${`The loss over two weights, and the path from ${significant(start[0])}, ${significant(start[1])}`}
            .grid=${this.#grid}
            .path=${path}
            .minima=${minima}
            .height=${360}
            movable
            @move-start=${({ detail }: CustomEvent<Point>) => {
              this.#moved++;
              this.#set({ start: detail });
            }}
          ></fp-chart-contour>
          <p class="note">Drag the start, or focus it and use the arrow keys. A cross marks a minimum; each dot is a step.</p>
        </div>
        <div class="results">
          ${this.#figures()}
          <fp-chart-lines
            .title=${'Loss after each step'}
            .series=${[{ label: 'loss', x: path.value.map((_, i) => i), y: path.value }]}
            xLabel="step"
            yLabel="loss, logarithmic"
            yLog
            .height=${170}
          ></fp-chart-lines>
        </div>
      </div>`;
  }

  #controls(): TemplateResult {
    const { surface, curvatures, learningRate, momentum, steps } = this.settings;
    const known = curvaturesOf(this.settings);
    const most = known ? Number((4 / Math.max(...known)).toPrecision(2)) : 1;
    return html`<fp-select
        label="Surface"
        .options=${this.body.surfaces.map((value) => ({ value, label: words[value].name }))}
        .value=${surface}
        @change-value=${({ detail }: CustomEvent<SurfaceChoice>) => this.#choose(detail)}
      ></fp-select>
      <fp-number
        label="Learning rate"
        .value=${learningRate}
        .min=${known ? 0 : 0.0001}
        .max=${most}
        .step=${known ? most / 100 : 0}
        .scale=${known ? 'linear' : 'log'}
        slider
        @change-value=${({ detail }: CustomEvent<number>) => this.#set({ learningRate: detail })}
      ></fp-number>
      <fp-number
        label="Momentum"
        .value=${momentum}
        .min=${0}
        .max=${0.99}
        .step=${0.01}
        slider
        @change-value=${({ detail }: CustomEvent<number>) => this.#set({ momentum: detail })}
      ></fp-number>
      ${
        surface === 'quadratic'
          ? curvatures.map(
              (curvature, i) =>
                html`<fp-number
                  label="Curvature λ${i ? '₂' : '₁'}"
                  .value=${curvature}
                  .min=${0.1}
                  .max=${100}
                  scale="log"
                  @change-value=${({ detail }: CustomEvent<number>) =>
                    this.#set({ curvatures: i ? [curvatures[0], detail] : [detail, curvatures[1]] })}
                ></fp-number>`,
            )
          : nothing
      }
      <fp-number
        label="Steps"
        .value=${steps}
        .min=${1}
        .max=${500}
        .step=${1}
        integer
        @change-value=${({ detail }: CustomEvent<number>) => this.#set({ steps: detail })}
      ></fp-number>
      <button @click=${() => this.#choose(surface)}>Reset</button>`;
  }

  #choose(surface: SurfaceChoice): void {
    const fresh = openingOf(this.body);
    const own = surface === this.body.surface ? fresh : { ...fresh, ...opening[surface], surface };
    this.#set({ ...own, start: surfaceOf(surface, own.curvatures).start });
  }

  #figures(): TemplateResult {
    const { learningRate, momentum } = this.settings;
    const { path, limit, factors, diverged } = this.#course;
    const end = path.value.length - 1;
    const live = (name: string, value: string) =>
      html`<div>
        <dt>${name}</dt>
        <dd><output aria-live="off" aria-label=${name}>${value}</output></dd>
      </div>`;
    return html`<dl class="figures">
        ${live(`Loss after ${end} steps`, loss(path.value[end]))}
        ${
          limit === null
            ? nothing
            : html`${live(momentum > 0 ? 'Limit 2(1 + μ)/λmax' : 'Limit 2/λmax', significant(limit))}
              ${live('Share of the limit', significant(learningRate / limit))}`
        }
        ${
          factors === null
            ? nothing
            : html`${live('Factor along w₁', significant(factors[0]))} ${live('Factor along w₂', significant(factors[1]))}`
        }
      </dl>
      <p class="verdict ${diverged ? 'bad' : ''}">${this.#verdict()}</p>`;
  }

  #verdict(): string {
    const { surface, curvatures, learningRate, momentum } = this.settings;
    const { path, limit, diverged } = this.#course;
    if (limit === null) {
      if (diverged) return `It diverges: after ${path.value.length - 1} steps the path has left every bound.`;
      const end = path.value.at(-1) ?? 0;
      if (end < 1e-3) return 'It has arrived: the loss is below 0.001.';
      return standsStill(surfaceOf(surface, curvatures), path)
        ? 'It stands still, and not at a minimum: the slope is zero here too.'
        : 'It has not arrived yet.';
    }
    if (learningRate === limit)
      return 'Exactly at the limit: the path jumps from side to side and gets neither nearer nor farther.';
    if (diverged) return 'Past the limit: it diverges. In the long run each step takes it farther away.';
    if (learningRate > limit)
      return 'Past the limit, yet on the steep axis this start is at 0, and 0 cannot grow. Move it a little.';
    const after = momentum > 0 ? ', for this momentum' : '';
    return `Below the limit${after}: it converges${learningRate === 0 ? ', but a rate of 0 takes no steps' : ''}.`;
  }

  #sentence(): string {
    const { path } = this.#course;
    return `After ${path.value.length - 1} steps the loss is ${loss(path.value.at(-1) ?? NaN)}. ${this.#verdict()}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-surface': FpSurface;
  }
}
