/** The looks that wide experiments share: a framed cell, a header, panes, live figures, and what came of it in words. */
import { css } from 'lit';

export const bench = css`
  :host {
    display: block;
    min-width: 0;
    border: 1px solid var(--line);
    border-radius: var(--radius-cell);
    background: var(--raised);
    container-type: inline-size;
  }
  header,
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 16px;
    padding: 12px 16px;
    border-bottom: 1px solid var(--line);
  }
  .state {
    margin: 0;
    color: var(--ink-2);
    font-size: 13px;
  }
  .bar {
    min-height: 59px;
    align-items: end;
    gap: 8px 12px;
  }
  progress {
    align-self: center;
    width: 140px;
    accent-color: var(--phase);
  }
  .doing {
    align-self: center;
    color: var(--ink-2);
    font-size: 13px;
  }
  .panes {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 16px 24px;
    padding: 16px;
  }
  .panes > * {
    min-width: 0;
  }
  .controls {
    display: grid;
    align-content: start;
    gap: 14px;
    min-width: 0;
  }
  .controls button {
    justify-self: start;
  }
  .figures {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(112px, 1fr));
    align-content: start;
    gap: 10px 16px;
    margin: 0;
  }
  .figures dt {
    color: var(--ink-2);
    font-size: 12.5px;
    line-height: 1.35;
  }
  .figures dd {
    margin: 1px 0 0;
    font-size: 16px;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
  .verdict {
    margin: 12px 0;
    font-size: 14px;
  }
  .verdict.bad {
    color: var(--error);
  }
  .found {
    padding: 0 16px 16px;
  }
  .found p {
    max-width: var(--reading);
    margin: 10px 0 0;
    font-size: 14px;
  }
  .notices {
    display: grid;
    gap: 8px;
    padding: 0 16px;
  }
  .notices fp-notice:first-child {
    margin-top: 12px;
  }
  .scrolls {
    overflow-x: auto;
  }
`;
