/** The looks that experiments share: a framed cell with its header, a bar of controls, panes side by side, and what was found. */
import { css, type CSSResultGroup } from 'lit';
import { frame } from './frame';

const more = css`
  :host(:not([phase])) {
    /* an experiment that neither trains nor infers has no temperature */
    --phase: var(--ink);
    --phase-soft: var(--line-2);
    --phase-line: var(--line);
    --on-phase: var(--paper);
  }
  .bar {
    align-items: end;
    gap: 10px 12px;
  }
  .bar fp-select,
  .bar fp-number {
    flex: 0 1 150px;
  }
  .state {
    flex: 1 1 12em;
    min-width: 0;
  }
  progress,
  .doing {
    align-self: center;
  }
  .doing {
    font-variant-numeric: tabular-nums;
  }
  h3,
  h4 {
    margin: 0 0 10px;
    color: var(--ink-2);
    font: 600 13px/1.4 var(--sans);
  }
  .panes {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 300px;
  }
  .panes > * {
    min-width: 0;
    padding: 16px;
  }
  .panes > * + * {
    border-inline-start: 1px solid var(--line);
  }
  .side {
    display: grid;
    align-content: start;
    gap: 14px;
  }
  .figures {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 24px;
  }
  .formula {
    margin: 0;
    font: 400 17px/1.7 var(--serif);
    font-variant-numeric: tabular-nums;
    overflow-wrap: break-word;
  }
  .formula sup {
    font-size: 0.75em;
    line-height: 0;
  }
  .formula .now {
    color: var(--ink-2);
    font-size: 15px;
  }
  .chart {
    padding: 16px;
  }
  .found {
    padding: 12px 16px 16px;
    border-top: 1px solid var(--line);
  }
  .found p {
    color: var(--ink-2);
    font-size: 13.5px;
  }
  .scrolls {
    overflow: auto hidden;
  }
  .scrolls th,
  .scrolls td {
    padding: 5px 14px 5px 0;
    text-align: end;
    white-space: nowrap;
  }
  .scrolls tr > :first-child {
    text-align: start;
  }
  .swatch {
    display: inline-block;
    width: 10px;
    height: 10px;
    margin-inline-end: 7px;
    border-radius: 50%;
    forced-color-adjust: none;
  }
  @container cell (max-width: 700px) {
    .panes {
      grid-template-columns: minmax(0, 1fr);
    }
    .panes > * + * {
      border-inline-start: 0;
      border-top: 1px solid var(--line);
    }
  }
`;

export const lab: CSSResultGroup = [frame, more];
