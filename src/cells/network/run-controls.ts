/** How a run goes: its seed, where it is computed, how fast, when it stops by itself, and a second run beside it. */
import { html, nothing, type TemplateResult } from 'lit';
import type { BackendName } from '../../contract/model';
import type { StopCondition } from '../../contract/protocol';
import type { SelectOption } from '../../ui/fp-select';
import type { Access } from './access';
import type { Experiment } from './experiment';
import type { Speed } from './schema';

/** The choice of backends, known once somebody has asked for them. */
export interface BackendField {
  options: readonly SelectOption[];
  /** The field has been reached: now it is worth trying them all. */
  wanted(): void;
}

const speeds: readonly (SelectOption & { value: Speed })[] = [
  { value: 'slow', label: 'Slow motion', note: 'One step, stage by stage.' },
  { value: '1', label: '1 step a second' },
  { value: '10', label: '10 steps a second' },
  { value: '100', label: '100 steps a second' },
  { value: 'full', label: 'Full' },
];

const seeds = 1_000_000;

export function runControls(experiment: Experiment, { shows, locked }: Access, backends: BackendField): TemplateResult {
  const { settings } = experiment;
  const newSeed = (seed: number) => experiment.restructure((old) => ({ ...old, seed }));
  return html`<fieldset>
      <legend>Run</legend>
      ${
        shows('speed')
          ? html`<fp-select
              label="Speed"
              .options=${speeds}
              value=${experiment.speed}
              ?disabled=${locked('speed')}
              @change-value=${(event: CustomEvent<string>) => experiment.setSpeed(event.detail as Speed)}
            ></fp-select>`
          : nothing
      }
      <button @click=${() => experiment.step('epoch')}>One epoch</button>
      ${
        shows('seed')
          ? html`<fp-number
                label="Seed"
                .value=${settings.seed}
                min="0"
                max=${2 ** 32 - 1}
                step="1"
                integer
                ?disabled=${locked('seed')}
                @change-value=${(event: CustomEvent<number>) => newSeed(event.detail)}
              ></fp-number>
              <button ?disabled=${locked('seed')} @click=${() => newSeed(Math.floor(Math.random() * seeds))}>New seed</button>`
          : nothing
      }
      ${
        shows('backend')
          ? html`<fp-select
              label="Backend"
              .options=${backends.options}
              value=${settings.backend}
              ?disabled=${locked('backend')}
              @focusin=${() => backends.wanted()}
              @change-value=${(event: CustomEvent<string>) =>
                experiment.restructure((old) => ({ ...old, backend: event.detail as BackendName }))}
            ></fp-select>`
          : nothing
      }
    </fieldset>
    ${shows('stop') ? stopControls(experiment, locked('stop')) : nothing}
    ${shows('fork') ? forkControls(experiment, locked('fork')) : nothing}`;
}

/** A field that holds nothing asks for nothing. */
function stopControls(experiment: Experiment, locked: boolean): TemplateResult {
  const { stop } = experiment.first;
  const field = (key: keyof StopCondition, label: string, max: number, step: number) =>
    html`<label class="field"
      >${label}
      <input
        type="number"
        min=${step}
        max=${max}
        step="any"
        placeholder="never"
        ?disabled=${locked}
        .value=${String(stop[key] ?? '')}
        @change=${(event: Event) => {
          if (!(event.target instanceof HTMLInputElement)) return;
          const { valueAsNumber: value, validity } = event.target;
          if (!validity.valid) return void event.target.reportValidity();
          experiment.stopWhen({ ...stop, [key]: Number.isNaN(value) ? undefined : value });
        }}
    /></label>`;
  return html`<fieldset>
    <legend>Stop by itself</legend>
    ${field('epochs', 'After this many passes', 1e9, 1)} ${field('testLossBelow', 'On held-out loss below', 1e6, 1e-6)}
    ${experiment.first.meta.target === undefined ? field('accuracyAbove', 'On held-out accuracy above (0 to 1)', 1, 1e-6) : nothing}
  </fieldset>`;
}

const runs: { value: Experiment['tuning']; label: string }[] = [
  { value: 'first', label: 'Run A' },
  { value: 'second', label: 'Run B, the fork' },
];

function forkControls(experiment: Experiment, locked: boolean): TemplateResult {
  if (!experiment.second)
    return html`<fieldset>
      <legend>Compare</legend>
      <button ?disabled=${locked} @click=${() => experiment.fork()}>Fork</button>
      <p class="note">
        A second run with the same initial weights and the same order of examples: give it another optimizer or rate.
      </p>
    </fieldset>`;
  return html`<fieldset>
    <legend>Controls act on</legend>
    <fp-choice
      label="Controls act on"
      .options=${runs}
      .value=${experiment.tuning}
      @change-value=${(event: CustomEvent<Experiment['tuning']>) => experiment.choose(event.detail)}
    ></fp-choice>
    <button ?disabled=${locked} @click=${() => experiment.unfork()}>End the fork</button>
  </fieldset>`;
}
