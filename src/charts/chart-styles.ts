/** Styles of every chart. Plot's own options name custom properties, so a change of theme needs no redraw. */
import { css, unsafeCSS } from 'lit';
import { undrawn } from '../ui/printing';
import { unseenRules } from '../ui/unseen';

export const chartStyles = css`
  :host {
    display: block;
    min-width: 0;
    font-family: var(--sans);
    font-size: 12px;
    line-height: 1.4;
    color: var(--ink-2);
    font-variant-numeric: tabular-nums;
  }
  :host([hidden]) {
    display: none;
  }
  .top {
    display: flex;
    align-items: center;
    gap: 12px;
    height: 24px;
  }
  .vertical {
    flex: 1;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .top label {
    display: inline-flex;
    align-items: center;
    gap: 5px;
    min-height: 24px;
    white-space: nowrap;
  }
  .top input {
    margin: 0;
    accent-color: var(--phase, var(--train));
  }
  .save,
  .toggle {
    flex: none;
    min-height: 24px;
    padding: 0 4px;
    border: 0;
    border-radius: 4px;
    background: none;
    color: var(--ink-2);
    font: inherit;
    cursor: pointer;
    text-decoration: underline;
    text-decoration-color: var(--line);
    text-underline-offset: 3px;
  }
  .save:hover,
  .toggle:hover {
    color: var(--ink);
    text-decoration-color: currentColor;
  }
  .toggle:disabled {
    visibility: hidden;
  }
  :focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: 1px;
    border-radius: 4px;
  }
  .body {
    position: relative;
    overflow: hidden;
  }
  .drawing,
  .plot {
    position: absolute;
    inset: 0;
  }
  .plot svg {
    display: block;
    font-variant-numeric: tabular-nums;
  }
  .drawing:focus-visible {
    outline-offset: -2px;
  }
  .empty {
    position: absolute;
    inset: 0;
    display: grid;
    place-items: center;
    margin: 0;
    text-align: center;
  }
  .summary {
    ${unseenRules}
  }
  .below {
    container-type: inline-size;
  }
  .note {
    min-height: 1.4em;
    margin: 4px 0 0;
  }
  @container (max-width: 600px) {
    .note.long {
      min-height: 2.8em;
    }
  }
  .scroll {
    height: 100%;
    overflow: auto;
    outline-offset: -2px;
  }
  table {
    border-collapse: collapse;
    min-width: 100%;
    color: var(--ink);
  }
  caption {
    padding: 2px 0 6px;
    text-align: left;
    color: var(--ink-2);
  }
  th,
  td {
    padding: 3px 10px 3px 0;
    border-bottom: 1px solid var(--line-2);
    text-align: right;
    font-weight: 400;
    white-space: nowrap;
  }
  thead th {
    color: var(--ink-2);
  }
  th:first-child {
    text-align: left;
  }
  /* paper has nothing to press, and no room for what is not there */
  @media print {
    .toggle,
    .top label:has([type='checkbox']) {
      display: none;
    }
    .without {
      height: auto !important;
    }
    .without .empty {
      position: static;
      padding: 10px;
    }
    .plot:empty::after {
      content: '${unsafeCSS(undrawn)}';
      position: absolute;
      inset: 0;
      display: grid;
      place-items: center;
      padding: 10%;
      text-align: center;
    }
  }
`;
