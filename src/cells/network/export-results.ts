/** Gathers what a cell has found out and hands it over as a file. */
import { download, thisDevice } from '../../ui/download';
import { historyCsv, measurementsCsv, toJson } from '../export';
import type { Session } from './session';

export function exportResults(session: Session, cellId: string, what: 'json' | 'csv-history' | 'csv-measurements'): void {
  const { run } = session.experiment.first;
  const { cost, reports, sweep } = session.measuring;
  const device = thisDevice();
  const name = `forward-pass-${cellId || 'network'}`;
  const results = { device, spec: run?.spec ?? null, history: run?.history ?? null, cost, reports, sweep: sweep.points };
  if (what === 'json') download(`${name}.json`, 'application/json', toJson(results));
  else if (what === 'csv-measurements') download(`${name}-measurements.csv`, 'text/csv', measurementsCsv(results));
  else if (run) download(`${name}-history.csv`, 'text/csv', historyCsv(run.history, device));
}
