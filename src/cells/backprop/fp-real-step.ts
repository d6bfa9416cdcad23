/** `<fp-real-step>`: one step of another cell's live network, unfused: its gradient by layer, and the time of each part. */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Inspection } from '../../contract/backend';
import type { CellContext } from '../../contract/cell';
import type { TrainRun } from '../../contract/client';
import type { ErrorReport } from '../../contract/errors';
import { controls } from '../../ui/controls';
import { count, duration, loss, significant } from '../../ui/format';
import '../../ui/fp-notice';
import { reportOf } from '../faults';
import { NetworkOf } from '../network-of';
import { shapeOf } from '../source';
import { layerGradients, type LayerGradient } from './layers';

/** What is shown of a step. */
export interface RealStep {
  gradients: LayerGradient[];
  ms: Inspection['ms'];
  /** Of the batch. */
  loss: number;
  /** Of the network. */
  shape: string;
  step: number;
}

/** @fires looked - CustomEvent<RealStep>, when a step has been looked at */
@customElement('fp-real-step')
export class FpRealStep extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
        padding: 14px 16px 16px;
        border-top: 1px solid var(--line);
      }
      .top {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 16px;
      }
      h4 {
        margin: 0;
        font-size: 14px;
      }
      .scrolls {
        margin-top: 12px;
        overflow-x: auto;
      }
      .note {
        margin-top: 8px;
        max-width: var(--reading);
      }
    `,
  ];

  /** The cell whose network it is. */
  @property() accessor of = '';
  @property({ attribute: false }) accessor context!: CellContext;
  /** The step that is shown. */
  @property({ attribute: false }) accessor looked: RealStep | null = null;

  @state() private accessor fault: ErrorReport | null = null;
  readonly #network = new NetworkOf(
    this,
    () => this.of,
    () => this.#run !== null,
  );

  get #run(): TrainRun | null {
    return (this.#network.published?.run as TrainRun | null | undefined) ?? null;
  }

  override render() {
    return html`<div class="top">
        <h4>The same in the lesson’s own network</h4>
        <button ?disabled=${this.#run === null} @click=${this.#look}>Look at its gradient</button>
      </div>
      <div role="status">
        ${this.fault ? html`<fp-notice kind="error">${this.fault.message} ${this.fault.hint}</fp-notice>` : nothing}
        ${this.looked ? this.#found(this.looked) : html`<p class="note">Its gradient is made the same way, for every weight at once.</p>`}
      </div>`;
  }

  #found({ gradients, ms, loss: batchLoss, shape, step }: RealStep): TemplateResult {
    const { forward, backward, update } = ms;
    return html`<div class="scrolls">
        <table>
          <caption>
            Gradient at step ${count(step)}, ${shape}, batch loss ${loss(batchLoss)}
          </caption>
          <thead>
            <tr>
              <th scope="col">layer</th>
              <th scope="col">parameters</th>
              <th scope="col">length of its gradient</th>
              <th scope="col">largest element</th>
            </tr>
          </thead>
          <tbody>
            ${gradients.map(
              ({ name, parameters, norm, largest }) =>
                html`<tr>
                  <th scope="row">${name}</th>
                  <td>${count(parameters)}</td>
                  <td>${significant(norm)}</td>
                  <td>${significant(largest)}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      <p class="note">
        One step on the batch that comes next, in three parts and not taken: forward ${duration(forward)}, backward
        ${duration(backward)}, update ${duration(update)}, each timed once.
      </p>`;
  }

  readonly #look = async (): Promise<void> => {
    const run = this.#run;
    if (!run) return;
    const { step } = run.latest;
    const { model } = run.spec;
    try {
      const { gradient, ms, loss: batchLoss } = await this.context.engine().ask('inspect', { run: run.id });
      const gradients = layerGradients(model, gradient);
      this.looked = { gradients, ms, loss: batchLoss, shape: shapeOf(model), step };
      this.fault = null;
      this.dispatchEvent(new CustomEvent('looked', { detail: this.looked }));
    } catch (error) {
      this.fault = reportOf(error);
    }
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-real-step': FpRealStep;
  }
}
