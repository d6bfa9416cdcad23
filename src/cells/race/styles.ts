/** The race's looks: a bar with its button, the chart across, the standings below. */
import { css } from 'lit';

export const styles = css`
  .bar fp-select {
    width: 190px;
  }
  .bar button,
  .bar progress,
  .bar .doing {
    align-self: end;
    margin-bottom: 1px;
  }
  .bar progress,
  .bar .doing {
    margin-bottom: 8px;
  }
  fp-race-chart {
    display: block;
    padding: 16px;
  }
  .found td,
  .found th[scope='col']:not(:first-child) {
    text-align: end;
    white-space: nowrap;
  }
  .found table {
    margin-top: 4px;
  }
`;
