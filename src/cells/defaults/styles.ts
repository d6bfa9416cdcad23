/** The comparison's looks. */
import { css } from 'lit';

export const styles = css`
  .bar fp-number {
    width: 150px;
  }
  .bar fp-select {
    width: 130px;
  }
  .scrolls {
    padding: 12px 16px 4px;
  }
  table {
    min-width: 100%;
  }
  td,
  th[scope='col']:not(:first-child) {
    text-align: end;
    white-space: nowrap;
  }
  th[scope='row'] .note {
    display: block;
    max-width: 30em;
    font-weight: 400;
  }
  th[scope='row'] {
    min-width: 15em;
    color: var(--ink);
  }
  .off {
    color: var(--error);
    font-weight: 600;
  }
  .empty {
    margin: 0;
    padding: 16px;
    color: var(--ink-2);
    font-size: 14px;
  }
`;
