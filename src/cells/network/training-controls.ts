/** The five controls that always stand beside the network in training, as in the picture. */
import { html, nothing, type TemplateResult } from 'lit';
import type { DatasetMeta } from '../../contract/dataset';
import type { ActivationName, LayerSpec, OptimizerName } from '../../contract/model';
import { conventions } from '../../engine/conventions';
import type { Access } from './access';
import type { Experiment } from './experiment';
import { activationWords, hiddenActivationNames } from '../activation-names';
import { optimizerWords } from './names';
import type { SelectOption } from '../../ui/fp-select';

const activations: readonly SelectOption[] = hiddenActivationNames.map((value) => ({ value, label: activationWords[value] }));
const mixed: SelectOption = { value: '', label: 'by layer', disabled: true };
const none: SelectOption = { value: '', label: 'no hidden layer' };
const optimizers = Object.entries(optimizerWords).map(([value, label]) => ({ value, label }));

/** Larger than any dataset here, so that "a batch larger than the data" can be tried. */
const largestBatch = 4096;

export function trainingControls(
  experiment: Experiment,
  { shows, locked }: Access,
  datasets: readonly DatasetMeta[],
): TemplateResult {
  const { settings } = experiment;
  const { hidden, knobs, optimizer, data } = settings;
  return html`
    ${
      shows('data')
        ? html`<fp-datasets
            .datasets=${datasets}
            value=${experiment.choosing ? 'table' : data.dataset}
            ?disabled=${locked('data')}
            @change-value=${(event: CustomEvent<string>) => experiment.setDataset(event.detail)}
          ></fp-datasets>`
        : nothing
    }
    ${
      shows('activation')
        ? html`<fp-select
            label="Activation"
            .options=${activationOptions(hidden)}
            value=${common(hidden) ?? ''}
            ?disabled=${hidden.length === 0 || locked('activation')}
            @change-value=${(event: CustomEvent<string>) =>
              experiment.restructure((old) => withActivation(old, event.detail as ActivationName))}
          ></fp-select>`
        : nothing
    }
    ${
      shows('optimizer')
        ? html`<fp-select
            label="Optimizer"
            .options=${optimizers}
            value=${optimizer.kind}
            ?disabled=${locked('optimizer')}
            @change-value=${(event: CustomEvent<string>) =>
              experiment.setOptimizer(conventions.optimizers[event.detail as OptimizerName])}
          ></fp-select>`
        : nothing
    }
    ${
      shows('learningRate')
        ? html`<fp-number
            label="Learning rate"
            .value=${knobs.learningRate}
            min="0"
            max="10"
            step="0.00001"
            scale="log"
            slider
            ?disabled=${locked('learningRate')}
            @change-value=${(event: CustomEvent<number>) => experiment.tune({ learningRate: event.detail })}
          ></fp-number>`
        : nothing
    }
    ${
      shows('batchSize')
        ? html`<div>
            <fp-number
              label="Batch size"
              .value=${knobs.batchSize}
              min="1"
              max=${largestBatch}
              scale="log"
              integer
              ?disabled=${locked('batchSize')}
              @change-value=${(event: CustomEvent<number>) => experiment.tune({ batchSize: event.detail })}
            ></fp-number>
            ${batchNote(experiment)}
          </div>`
        : nothing
    }
  `;
}

/** The activation that all hidden layers share, or null. */
function common(hidden: readonly LayerSpec[]): ActivationName | null {
  const first = hidden.at(0)?.activation;
  return first && hidden.every((layer) => layer.activation === first) ? first : null;
}

function activationOptions(hidden: readonly LayerSpec[]): readonly SelectOption[] {
  if (hidden.length === 0) return [none];
  return common(hidden) ? activations : [mixed, ...activations];
}

function withActivation<T extends { hidden: LayerSpec[] }>(settings: T, activation: ActivationName): T {
  return { ...settings, hidden: settings.hidden.map((layer) => ({ ...layer, activation })) };
}

function batchNote({ dataset, settings }: Experiment): TemplateResult | typeof nothing {
  const examples = dataset?.train.length;
  if (examples === undefined || settings.knobs.batchSize <= examples) return nothing;
  return html`<p class="note" role="status">Only ${examples} training examples: each step takes all of them once.</p>`;
}
