/** The microscope's looks: controls, two columns of numbers, the chart of steps. */
import { css } from 'lit';

export const styles = css`
  .controls {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 10px 14px;
    margin-bottom: 16px;
  }
  .controls fp-select {
    width: 200px;
  }
  .controls fp-number {
    width: 130px;
  }
  .panes {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 400px), 1fr));
    gap: 16px 32px;
    align-items: start;
  }
  table {
    width: 100%;
  }
  th[scope='row'] {
    color: var(--ink);
  }
  td,
  th[scope='col']:not(:first-child) {
    text-align: end;
  }
  .ratio th,
  .ratio td {
    border-bottom: 0;
    font-weight: 600;
    color: var(--ink);
  }
  @media (max-width: 480px) {
    th[scope='row'] {
      white-space: normal;
    }
  }
`;
