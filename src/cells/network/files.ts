/** A cell's results and its network as files, handed out and taken in. What it takes to do so loads when it is asked for. */
import type { EngineClient } from '../../contract/client';
import { InputFault } from '../../share/fault';
import { stageWords } from '../../share/stages';
import type { ExportFormat } from '../export-menu';
import { reportOf } from '../faults';
import { namedFiles } from '../import-field';
import { exportResults } from './export-results';
import type { Opening } from './opening';
import type { NetworkBody } from './schema';
import type { Session } from './session';
import type { Fixed } from './state';

/** What came of it, for the reader. */
export interface FileNews {
  kind: 'info' | 'error';
  text: string;
}

/** What a CSV holds. */
export type CsvName = 'csv-history' | 'csv-measurements';

/** What the reader wants to have as a file. */
export interface FileChoice {
  format: ExportFormat;
  /** In the phase in which it was asked for. */
  csv: CsvName;
}

export interface Save extends FileChoice {
  session: Session;
  fixed: Fixed;
  engine: () => EngineClient;
  cellId: string;
}

/** Never rejects. */
export async function saveFile({ session, fixed, engine, cellId, format, csv }: Save): Promise<FileNews | null> {
  try {
    if (format === 'json' || format === 'csv') exportResults(session, cellId, format === 'json' ? format : csv);
    else {
      const { exportNetwork } = await import('./export-network');
      await exportNetwork({ session, fixed, engine: engine(), cellId, format });
    }
    return null;
  } catch (error) {
    return { kind: 'error', text: `The file could not be made: ${reportOf(error).message}` };
  }
}

/** A LayersModel has no place for more than the weights. */
const anew =
  'The weights are the file’s. It says nothing of the steps they took or of the optimizer’s memory: training begins at step 0, from these weights.';

/** Never rejects. @param body the cell as it stands: see readFiles */
export async function openFiles(files: readonly File[], body: NetworkBody): Promise<{ opening: Opening | null; news: FileNews }> {
  try {
    const [{ readFiles }, given] = await Promise.all([import('../../export/read'), namedFiles(files)]);
    const opening = await readFiles(given, body);
    const from = `Imported from ${given.map(({ name }) => name).join(', ')}.`;
    return { opening, news: { kind: 'info', text: opening.checkpoint?.step === 0 ? `${from} ${anew}` : from } };
  } catch (error) {
    const failed =
      error instanceof InputFault ? `${error.message} It failed at ${stageWords[error.stage]}.` : reportOf(error).message;
    return { opening: null, news: { kind: 'error', text: `${failed} The cell is as it was.` } };
  }
}
