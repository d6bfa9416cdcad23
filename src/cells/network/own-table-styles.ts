/** How `<fp-own-table>` looks: where a file is dropped, and the columns that were found in it. */
import { css } from 'lit';

export const ownTableStyles = css`
  :host {
    display: grid;
    gap: 12px;
    min-width: 0;
    padding: 16px;
    border-bottom: 1px solid var(--line);
  }
  h3 {
    margin: 0;
    color: var(--ink-2);
    font: 600 13px/1.4 var(--sans);
  }
  .drop {
    display: grid;
    gap: 8px;
    padding: 12px 14px;
    border: 1px dashed var(--control);
    border-radius: var(--radius);
  }
  .drop.over {
    border-color: var(--phase);
    background: var(--phase-soft);
  }
  .drop label {
    display: grid;
    gap: 6px;
    min-width: 0;
    color: var(--ink);
    font-weight: 600;
  }
  input[type='file'] {
    max-width: 420px;
    font-size: 13px;
  }
  .reading {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    margin: 0;
    font-size: 13px;
  }
  .found {
    margin: 0;
    font-size: 13.5px;
    overflow-wrap: anywhere;
  }
  .target {
    max-width: 340px;
  }
  .scrolls {
    max-height: 340px;
    overflow: auto;
  }
  .scrolls select {
    width: auto;
    min-height: 30px;
    padding-block: 2px;
    font-size: 13px;
  }
  .number {
    text-align: end;
  }
  .values {
    min-width: 12em;
    color: var(--ink-2);
    overflow-wrap: anywhere;
  }
`;
