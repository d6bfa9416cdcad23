/** What lies folded under "More controls": everything that the first minute can do without. */
import { html, nothing, type TemplateResult } from 'lit';
import type { LayerSpec, LossName } from '../../contract/model';
import { conventions } from '../../engine/conventions';
import type { Access } from './access';
import type { Experiment } from './experiment';
import { dataControls } from './data-controls';
import { lossWords, optimizerWords } from './names';
import { runControls, type BackendField } from './run-controls';
import { fittingOutput } from './settings';

export function moreControls(experiment: Experiment, access: Access, backends: BackendField): TemplateResult {
  return html`
    ${
      access.shows('layers')
        ? html`<fieldset>
            <legend>Hidden layers</legend>
            <fp-layers
              .layers=${experiment.settings.hidden}
              ?disabled=${access.locked('layers')}
              @change-layers=${(event: CustomEvent<LayerSpec[]>) =>
                experiment.restructure((old) => ({ ...old, hidden: event.detail }))}
            ></fp-layers>
          </fieldset>`
        : nothing
    }
    ${dataControls(experiment, access)} ${ruleControls(experiment, access)} ${runControls(experiment, access, backends)}
  `;
}

/** A hyper-parameter that optimizers may have, as a field. */
const hyperparameters = [
  { key: 'momentum', label: 'Momentum μ', min: 0, max: 0.999, step: 0.01, scale: 'linear' },
  { key: 'rho', label: 'Decay ρ', min: 0, max: 0.9999, step: 0.01, scale: 'linear' },
  { key: 'beta1', label: 'β₁', min: 0, max: 0.9999, step: 0.01, scale: 'linear' },
  { key: 'beta2', label: 'β₂', min: 0, max: 0.99999, step: 0.001, scale: 'linear' },
  { key: 'epsilon', label: 'ε', min: 0, max: 1, step: 1e-10, scale: 'log' },
  { key: 'weightDecay', label: 'Weight decay λ', min: 0, max: 1, step: 0.001, scale: 'log' },
] as const;

/** The rule of learning: hyper-parameters, penalties and what is called an error. */
function ruleControls(experiment: Experiment, { shows, locked }: Access): TemplateResult | typeof nothing {
  const { settings, tuned } = experiment;
  const { optimizer, knobs } = settings;
  const values: Record<string, unknown> = { ...optimizer };
  const own = shows('hyperparameters') ? hyperparameters.filter(({ key }) => key in conventions.optimizers[optimizer.kind]) : [];
  if (own.length === 0 && !shows('l1') && !shows('l2') && !shows('loss')) return nothing;
  const penalty = (key: 'l1' | 'l2', label: string) =>
    shows(key)
      ? html`<fp-number
          label=${label}
          .value=${knobs[key]}
          min="0"
          max="1"
          step="0.00001"
          scale="log"
          ?disabled=${locked(key)}
          @change-value=${(event: CustomEvent<number>) => experiment.tune({ [key]: event.detail })}
        ></fp-number>`
      : nothing;
  const losses = [...new Set<LossName>([fittingOutput(tuned.meta).loss, 'meanSquaredError'])];
  return html`<fieldset>
    <legend>${optimizerWords[optimizer.kind]} and penalties</legend>
    ${own.map(
      ({ key, label, min, max, step, scale }) =>
        html`<fp-number
          label=${label}
          .value=${Number(values[key])}
          min=${min}
          max=${max}
          step=${step}
          scale=${scale}
          ?disabled=${locked('hyperparameters')}
          @change-value=${(event: CustomEvent<number>) => experiment.setOptimizer({ ...optimizer, [key]: event.detail })}
        ></fp-number>`,
    )}
    ${penalty('l1', 'L1')} ${penalty('l2', 'L2')}
    ${
      shows('loss')
        ? html`<fp-select
            label="Loss"
            .options=${losses.map((value) => ({ value, label: lossWords[value] }))}
            value=${tuned.model.loss}
            ?disabled=${locked('loss')}
            @change-value=${(event: CustomEvent<string>) =>
              experiment.restructure((old) => ({ ...old, output: null, loss: event.detail as LossName }))}
          ></fp-select>`
        : nothing
    }
  </fieldset>`;
}
