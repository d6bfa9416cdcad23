/** What every experiment looks like from outside: a framed cell with its header, its bar, its notices. */
import { css } from 'lit';

export const frame = css`
  :host {
    display: block;
    min-width: 0;
    border: 1px solid var(--line);
    border-radius: var(--radius-cell);
    background: var(--raised);
    container: cell / inline-size;
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
  progress {
    width: 120px;
    accent-color: var(--phase);
  }
  .doing {
    color: var(--ink-2);
    font-size: 13px;
  }
  .found p {
    max-width: var(--reading);
    margin: 10px 0 0;
    font-size: 14px;
  }
  /* paper tells the settings and the results */
  @media print {
    .actions {
      display: none;
    }
  }
  .notices {
    display: grid;
    gap: 8px;
    padding: 0 16px;
  }
  .notices fp-notice:first-child {
    margin-top: 12px;
  }
`;
