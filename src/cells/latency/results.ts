/** What a sweep has found, in words. */
import { html, nothing, type TemplateResult } from 'lit';
import { backendLabel } from '../../charts/series';
import type { SweepPoint } from '../../contract/measurement';
import { fastestWords, gpuWords } from '../sweep-words';

export function wordsOf(points: readonly SweepPoint[]): TemplateResult {
  return html`<p>${fastestWords(points)}</p>
    ${gpuWords(points).map((sentence) => html`<p>${sentence}</p>`)}`;
}

export function softwareNote(points: readonly SweepPoint[]): TemplateResult | typeof nothing {
  const software = [
    ...new Map(points.filter(({ backend }) => backend.software).map(({ backend }) => [backend.name, backend])).values(),
  ];
  if (software.length === 0) return nothing;
  const names = software.map((backend) => backendLabel({ ...backend, software: false })).join(' and ');
  const renderer = software.find((backend) => backend.renderer)?.renderer;
  return html`<fp-notice kind="warn"
    >${names}: software rendering, not a GPU${renderer ? ` (${renderer})` : ''}. Its figures say nothing about graphics
    cards.</fp-notice
  >`;
}

/** What WebGL ran on, where it was among the backends. */
export function rendererOf(points: readonly SweepPoint[]): string | undefined {
  return points.find(({ backend }) => backend.name === 'webgl')?.backend.renderer;
}
