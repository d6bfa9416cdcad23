/** A sweep's looks: header and bar as the network cell's, the chart across, words below. */
import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
    min-width: 0;
    border: 1px solid var(--line);
    border-radius: var(--radius-cell);
    background: var(--raised);
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
    gap: 8px;
  }
  progress {
    width: 140px;
    accent-color: var(--phase);
  }
  .doing {
    margin-inline-start: 6px;
    color: var(--ink-2);
    font-size: 13px;
  }
  .notices {
    display: grid;
    gap: 8px;
    padding: 0 16px;
  }
  .notices fp-notice:first-child {
    margin-top: 12px;
  }
  fp-sweep-chart {
    display: block;
    min-height: 240px;
    padding: 16px;
  }
  .found {
    padding: 4px 16px 18px;
    border-top: 1px solid var(--line);
  }
  .found p {
    max-width: var(--reading);
    margin: 10px 0 0;
    font-size: 14px;
  }
`;
