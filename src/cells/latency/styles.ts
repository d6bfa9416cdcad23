/** A sweep's looks: header and bar as the network cell's, the chart across, words below. */
import { css } from 'lit';

export const styles = css`
  .bar {
    min-height: 59px;
    gap: 8px;
  }
  progress {
    width: 140px;
  }
  .doing {
    margin-inline-start: 6px;
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
`;
