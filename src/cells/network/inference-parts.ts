/** What a cell shows in inference: the bar, the controls, the sweep and what the same weights cost without training. */
import { html, nothing } from 'lit';
import { inferenceBar } from './bar';
import { inferenceControls } from './inference-controls';
import { ratioPane, sweepPane } from './inference-results';
import { fileNotice, inferenceNotices } from './notices';
import type { PhaseInput, PhaseParts } from './phase-parts';
import { exportMenu } from './results';

export function inferenceParts({ session, access, chosen, choose, files, share }: PhaseInput): PhaseParts {
  const { inference, measuring, experiment } = session;
  const { backends, used, wanted } = inference;
  return {
    bar: inferenceBar(measuring, {
      ready: used !== null,
      measure: () => void session.measure(),
      exportMenu: exportMenu(access, files, 'csv-measurements'),
      share,
    }),
    notices: html`${fileNotice(files.news)} ${inferenceNotices(inference)}`,
    controls: inferenceControls({
      backends,
      backend: used?.name ?? wanted,
      use: (backend) => void inference.use(backend),
      measuring,
      examples: experiment.dataset?.labels.length,
      access,
    }),
    more: nothing,
    bottom: [
      sweepPane({
        measuring,
        inference,
        guess: chosen.guess,
        setGuess: (guess) => choose({ guess }),
        sweep: () => void session.sweep(),
      }),
      ratioPane(measuring),
    ],
  };
}
