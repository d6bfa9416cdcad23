/** Where a cell's results and its network leave as files, and a network from files comes in. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Access } from './access';
import '../export-menu';
import type { ExportFormat } from '../export-menu';
import type { CsvName } from './files';
import '../import-field';
import { fileNotice } from './notices';
import type { Files } from './phase-parts';

const csvWords: Record<CsvName, string> = { 'csv-history': 'the loss history', 'csv-measurements': 'the measurements' };

export function exportMenu({ hidden }: Access, { save }: Files, csv: CsvName): TemplateResult | typeof nothing {
  if (hidden('export')) return nothing;
  return html`<fp-export-menu
    csv=${csvWords[csv]}
    network
    @export=${(event: CustomEvent<ExportFormat>) => save({ format: event.detail, csv })}
  ></fp-export-menu>`;
}

export function resultsField(access: Access, files: Files): TemplateResult | typeof nothing {
  const { hidden } = access;
  if (hidden('export') && hidden('import')) return nothing;
  return html`<fieldset>
    <legend>Results</legend>
    ${exportMenu(access, files, 'csv-history')}
    ${
      hidden('import')
        ? nothing
        : html`<fp-import
            label="Import a network"
            accept=".json,.bin,.zip"
            @files=${(event: CustomEvent<File[]>) => files.take(event.detail)}
          ></fp-import>`
    }
    ${fileNotice(files.news)}
  </fieldset>`;
}
