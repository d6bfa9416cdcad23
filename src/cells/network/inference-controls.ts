/** The controls of inference: where it runs, how many examples a call, how many calls are timed. */
import { html, nothing, type TemplateResult } from 'lit';
import type { BackendName } from '../../contract/model';
import type { SelectOption } from '../../ui/fp-select';
import { count } from '../../ui/format';
import type { Access } from './access';
import type { BackendChoice } from './inference';
import { backendLines, backendNames, backendWords, describeBackend, softwareWords } from './names';
import { warmup, type Measuring } from './measuring';

/** Every backend as an option; what is missing says why. Before they have been tried, names alone. */
export function backendOptions(backends: readonly BackendChoice[] | null): SelectOption[] {
  return backendNames.map((value) => {
    const found = backends?.find(({ name }) => name === value);
    if (!found) return { value, label: backendWords[value], note: backendLines[value] };
    if (!found.info)
      return { value, label: `${backendWords[value]} (missing)`, note: found.error?.message ?? '', disabled: true };
    const { variant, renderer, software } = found.info;
    const short = software ? `${backendWords[value]} · software` : describeBackend(found.info);
    return {
      value,
      label: short,
      note: [backendLines[value], software && softwareWords, variant, renderer].filter(Boolean).join(' · '),
    };
  });
}

/** One line on each backend that is missing here. */
export function missingBackends(backends: readonly BackendChoice[] | null): TemplateResult | typeof nothing {
  const missing = backends?.filter(({ error }) => error) ?? [];
  if (missing.length === 0) return nothing;
  return html`${missing.map(({ name, error }) => html`<p class="note">${backendWords[name]}: ${error?.message}</p>`)}`;
}

export interface InferenceControls {
  backends: readonly BackendChoice[] | null;
  backend: BackendName;
  use(backend: BackendName): void;
  measuring: Measuring;
  examples: number | undefined;
  access: Access;
}

export function inferenceControls({ backends, backend, use, measuring, examples, access }: InferenceControls): TemplateResult {
  const busy = measuring.job.name !== null;
  const where = html`<div>
    <fp-select
      label="Backend"
      .options=${backendOptions(backends)}
      value=${backend}
      ?disabled=${busy || access.locked('backend')}
      @change-value=${(event: CustomEvent<string>) => use(event.detail as BackendName)}
    ></fp-select>
    ${missingBackends(backends)}
  </div>`;
  const batch = html`<div>
    <fp-number
      label="Batch size"
      .value=${measuring.batchSize}
      min="1"
      max="65536"
      scale="log"
      integer
      slider
      ?disabled=${busy || access.locked('batchSize')}
      @change-value=${(event: CustomEvent<number>) => measuring.set({ batchSize: event.detail })}
    ></fp-number>
    ${
      examples !== undefined && measuring.batchSize > examples
        ? html`<p class="note" role="status">More than the ${count(examples)} examples: they are repeated to fill the batch.</p>`
        : nothing
    }
  </div>`;
  const repeats = html`<div>
    <fp-number
      label="Repeats"
      .value=${measuring.repeats}
      min="5"
      max="5000"
      scale="log"
      integer
      ?disabled=${busy || access.locked('repeats')}
      @change-value=${(event: CustomEvent<number>) => measuring.set({ repeats: event.detail })}
    ></fp-number>
    <p class="note">after ${warmup} warm-up calls</p>
  </div>`;
  return html`${access.hidden('backend') ? nothing : where} ${access.hidden('batchSize') ? nothing : batch}
  ${access.hidden('repeats') ? nothing : repeats}`;
}
