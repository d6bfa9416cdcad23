/** A rule's looks: formula and numbers at the left, the code at the right, one above the other where it is narrow. */
import { css } from 'lit';

export const styles = css`
  :host {
    container-type: inline-size;
  }
  .panes {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 18px 28px;
  }
  @container (min-width: 820px) {
    .panes {
      grid-template-columns: minmax(0, 5fr) minmax(0, 6fr);
    }
  }
  .text {
    min-width: 0;
  }
  .text .maths {
    padding-block: 8px;
    margin-bottom: 4px;
  }
  pre {
    margin: 0;
    padding: 14px 16px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--paper);
    font: 400 12.5px/1.6 var(--mono);
    /* Code as it is typed: no ≡ for ===. */
    font-variant-ligatures: none;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  pre span {
    display: block;
    padding-inline-start: var(--indent);
    text-indent: calc(-1 * var(--indent));
  }
  figure {
    margin: 0;
  }
  figcaption {
    margin-top: 6px;
    color: var(--ink-2);
    font-size: 12.5px;
  }
  .controls {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 10px 14px;
    margin-top: 16px;
    padding-top: 14px;
    border-top: 1px solid var(--line);
  }
  .controls fp-select {
    width: 200px;
  }
  .controls fp-number {
    width: 120px;
  }
  .controls + .note {
    margin-top: 12px;
  }
  .numbers {
    width: 100%;
    margin-top: 14px;
  }
  .numbers td,
  .numbers th {
    overflow-wrap: anywhere;
  }
  .numbers th[scope='row'] {
    color: var(--ink);
    font-weight: 500;
  }
  .numbers .result {
    font-weight: 600;
    text-align: end;
    white-space: nowrap;
  }
  .numbers tr:last-child td,
  .numbers tr:last-child th {
    border-bottom: 0;
  }
`;
