/** The problem's looks: a bar of settings, the paths, and where they end. */
import { css } from 'lit';

export const styles = css`
  .bar fp-number {
    width: 140px;
  }
  .panes {
    grid-template-columns: minmax(0, 1fr);
  }
  @container (min-width: 760px) {
    .panes {
      grid-template-columns: minmax(0, 1fr) 320px;
    }
  }
  table {
    width: 100%;
  }
  td,
  th[scope='col']:not(:first-child) {
    text-align: end;
  }
  th[scope='row'] {
    color: var(--ink);
  }
`;
