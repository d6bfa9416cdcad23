/** `<fp-overfit>`: one network on few examples, its loss on three splits over several seeds; cured by data or by a penalty. */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../charts/spread';
import type { CellContext } from '../../contract/cell';
import type { AskOptions } from '../../contract/client';
import type { SplitLosses } from '../../contract/protocol';
import { controls } from '../../ui/controls';
import { count, loss } from '../../ui/format';
import '../../ui/fp-select';
import { bench } from '../bench';
import { Job } from '../job';
import { failureOf, progressOf } from '../job-bar';
import { Keeping } from '../keeping';
import { keptOf } from './kept';
import { comparison, final, lowest, POOL, seriesOf, specOf, splits, type Outcome, type Setting } from './outcomes';
import type { OverfitBody } from './schema';

@customElement('fp-overfit')
export class FpOverfit extends LitElement {
  static override styles = [
    controls,
    bench,
    css`
      fp-select {
        width: 156px;
      }
      td,
      th {
        white-space: nowrap;
      }
      tr[aria-current] :is(td, th) {
        color: var(--ink);
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) accessor body!: OverfitBody;
  @property() accessor cellId = '';
  @property({ attribute: false }) accessor context!: CellContext;

  @state() private accessor setting: Setting = { examples: 0, l2: 0 };
  /** What is drawn: it grows seed by seed. */
  @state() private accessor drawn: Outcome | null = null;
  /** Settings that have come to their end, each once. */
  @state() private accessor outcomes: readonly Outcome[] = [];
  readonly #job = new Job(() => this.requestUpdate());
  readonly #keeping = new Keeping(this, {
    kind: () => keptOf(this.body),
    settings: () => this.setting,
    results: () => ({ outcomes: this.outcomes.map(copyOf), drawn: this.outcomes.findIndex((one) => one === this.drawn) }),
    restore: ({ settings, results }) => {
      this.setting = settings;
      this.outcomes = results?.outcomes ?? [];
      this.drawn = results?.outcomes[results.drawn] ?? null;
    },
    publish: () => this.#publish(),
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.setAttribute('phase', 'training');
    const { examples, l2 } = this.body;
    if (this.setting.examples === 0) this.setting = { examples: examples[0], l2: l2[0] };
    this.#keeping.begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#job.drop();
  }

  #publish(): void {
    this.context.scope.publish(this.cellId, comparison(this.outcomes, this.body));
  }

  override render() {
    const job = this.#job;
    const { body, drawn, setting } = this;
    const shape = [2, ...body.layers, 1].join(' → ');
    const choices = (values: readonly number[]) => values.map((value) => ({ value: String(value), label: String(value) }));
    return html`<header>
        <slot name="title"></slot>
        <p class="state">${shape} · ${count(body.steps)} steps · ${body.seeds} seeds</p>
      </header>
      <div class="bar">
        <fp-select
          label="Training examples"
          .options=${choices(body.examples)}
          .value=${String(setting.examples)}
          @change-value=${({ detail }: CustomEvent<string>) => (this.setting = { ...setting, examples: Number(detail) })}
        ></fp-select>
        <fp-select
          label="L2 penalty"
          .options=${choices(body.l2)}
          .value=${String(setting.l2)}
          @change-value=${({ detail }: CustomEvent<string>) => (this.setting = { ...setting, l2: Number(detail) })}
        ></fp-select>
        <button class="primary" ?disabled=${job.name !== null} @click=${this.#run}>Run</button>
        ${progressOf(job, 'Training')}
      </div>
      <p class="visually-hidden" role="status">${drawn && !job.name && !job.failed ? `Done. ${sentence(drawn)}` : ''}</p>
      <div class="notices">${failureOf(job)} ${this.#keeping.notices}</div>
      <div class="panes">
        <div>
          <fp-chart-spread
            .device=${this.#keeping.device}
            .title=${drawn ? `Loss against step, ${settingWords(drawn)}` : 'Loss against step'}
            .series=${drawn ? seriesOf(drawn) : []}
            .height=${280}
            xLabel="step"
            yLabel="cross-entropy, median and range"
            rangeLabel="lowest to highest"
            empty="Press Run: the losses of all ${this.body.seeds} seeds, step by step"
          ></fp-chart-spread>
          ${drawn ? html`<p class="note">Drawn: ${settingWords(drawn)}, ${drawn.curves.length} of ${body.seeds} seeds.</p>` : nothing}
        </div>
      </div>
      ${this.outcomes.length > 0 ? this.#table() : nothing}
      <div class="found">
        <p class="note">
          Each seed draws ${count(POOL)} points and its own first weights. Of ${count(POOL / 2)} points, shuffled, the first
          ${setting.examples} train; of the other ${count(POOL / 2)}, shuffled, ${count(POOL / 4)} are the validation set and
          ${count(POOL / 4)} the test set, the same whatever you choose above.
        </p>
      </div>`;
  }

  #table(): TemplateResult {
    return html`<div class="found scrolls" tabindex="0" role="region" aria-label="What each setting came to">
      <table>
        <caption>
          Medians over ${this.body.seeds} seeds
        </caption>
        <thead>
          <tr>
            <th scope="col">examples</th>
            <th scope="col">L2</th>
            ${splits.map((split) => html`<th scope="col">${split}, at the end</th>`)}
            <th scope="col">lowest validation</th>
          </tr>
        </thead>
        <tbody>
          ${this.outcomes.map((outcome) => {
            const best = lowest(outcome);
            return html`<tr aria-current=${outcome === this.drawn ? 'true' : nothing}>
              <th scope="row">${outcome.examples}</th>
              <td>${outcome.l2}</td>
              ${splits.map((split) => html`<td>${loss(final(outcome, split))}</td>`)}
              <td>${loss(best.loss)} at step ${count(best.step)}</td>
            </tr>`;
          })}
        </tbody>
      </table>
    </div>`;
  }

  readonly #run = async (): Promise<void> => {
    const { setting } = this;
    this.drawn = null;
    const curves = await this.#job.run('threeSplits', (options) => this.#curves(setting, options));
    if (!curves) return;
    const outcome = { ...setting, curves };
    const same = ({ examples, l2 }: Outcome) => examples === setting.examples && l2 === setting.l2;
    this.drawn = outcome;
    this.outcomes = [...this.outcomes.filter((one) => !same(one)), outcome];
    this.#publish();
    this.#keeping.found({ beside: this.outcomes.length > 1 });
  };

  /** Seed after seed, each drawn as it comes. */
  async #curves(setting: Setting, options: AskOptions): Promise<SplitLosses[]> {
    const { seeds, steps, every } = this.body;
    const curves: SplitLosses[] = [];
    for (let i = 0; i < seeds; i++) {
      const onProgress: AskOptions['onProgress'] = (progress) =>
        options.onProgress?.({ ...progress, done: (i + progress.done) / seeds });
      const ask = { spec: specOf(this.body, setting, i + 1), examples: setting.examples, steps, every };
      curves.push(await this.context.engine().ask('threeSplits', ask, { ...options, onProgress }));
      this.drawn = { ...setting, curves: [...curves] };
    }
    return curves;
  }
}

/** Of plain arrays, whatever the worker's answer was made of. */
function copyOf({ examples, l2, curves }: Outcome) {
  return { examples, l2, curves: [...curves] };
}

function settingWords({ examples, l2 }: Setting): string {
  return `${examples} examples, L2 ${l2}`;
}

function sentence(outcome: Outcome): string {
  const best = lowest(outcome);
  return `With ${settingWords(outcome)}: train loss ${loss(final(outcome, 'train'))}, validation ${loss(final(outcome, 'validation'))}, test ${loss(final(outcome, 'test'))} at the end; validation was lowest, ${loss(best.loss)}, at step ${count(best.step)}.`;
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-overfit': FpOverfit;
  }
}
