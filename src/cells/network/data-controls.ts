/** The controls of the examples themselves: noise, how many, how many train, and what the network is shown of each. */
import { html, nothing, type TemplateResult } from 'lit';
import type { DataSpec } from '../../contract/model';
import type { Access } from './access';
import type { Experiment } from './experiment';
import { featureWord } from './names';

export function dataControls(experiment: Experiment, { shows, locked }: Access): TemplateResult | typeof nothing {
  const { meta, settings } = experiment.first;
  const { data } = settings;
  const change = (part: Partial<DataSpec>) => experiment.restructure((old) => ({ ...old, data: { ...old.data, ...part } }));
  const { knobs } = meta;
  const parts = [
    knobs && shows('noise')
      ? html`<fp-number
          label="Noise"
          .value=${data.noise}
          min="0"
          max=${knobs.noise.max}
          step="0.01"
          slider
          ?disabled=${locked('noise')}
          @change-value=${(event: CustomEvent<number>) => change({ noise: event.detail })}
        ></fp-number>`
      : nothing,
    knobs && shows('samples')
      ? html`<fp-number
          label="Samples"
          .value=${data.samples}
          min=${knobs.samples.min}
          max=${knobs.samples.max}
          step="10"
          integer
          ?disabled=${locked('samples')}
          @change-value=${(event: CustomEvent<number>) => change({ samples: event.detail })}
        ></fp-number>`
      : nothing,
    !meta.noHeldOut && shows('trainShare')
      ? html`<fp-number
          label="Train share"
          .value=${data.trainShare}
          min="0.1"
          max="0.9"
          step="0.05"
          slider
          ?disabled=${locked('trainShare')}
          @change-value=${(event: CustomEvent<number>) => change({ trainShare: event.detail })}
        ></fp-number>`
      : nothing,
    knobs && shows('samples')
      ? html`<button ?disabled=${locked('samples')} @click=${() => change({ seed: data.seed + 1 })}>Draw new points</button>`
      : nothing,
  ];
  const features =
    shows('features') && meta.kind !== 'image'
      ? featureChoice(meta.features, data.features, locked('features'), change)
      : nothing;
  if (features === nothing && parts.every((part) => part === nothing)) return nothing;
  return html`<fieldset>
      <legend>Examples</legend>
      ${parts}
    </fieldset>
    ${features}`;
}

function featureChoice(
  offered: readonly string[],
  chosen: readonly string[],
  locked: boolean,
  change: (part: Partial<DataSpec>) => void,
): TemplateResult {
  const toggle = (name: string, on: boolean) =>
    change({ features: offered.filter((other) => (other === name ? on : chosen.includes(other))) });
  return html`<fieldset>
    <legend>Input features</legend>
    ${offered.map((name) => {
      const on = chosen.includes(name);
      return html`<label class="check"
        ><input
          type="checkbox"
          .checked=${on}
          ?disabled=${locked || (on && chosen.length === 1)}
          @change=${() => toggle(name, !on)}
        />${featureWord(name)}</label
      >`;
    })}
  </fieldset>`;
}
