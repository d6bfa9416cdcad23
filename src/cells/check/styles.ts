/** A check's own looks: the verdict on an answer, told by mark and word as well as by colour. */
import { css } from 'lit';

export const styles = css`
  legend.text {
    color: var(--ink);
  }
  .choice.right {
    color: var(--done);
  }
  .choice.wrong {
    color: var(--error);
  }
  .verdict {
    margin-top: 12px;
    padding: 10px 14px;
    border-inline-start: 3px solid var(--error);
    background: var(--error-soft);
  }
  .verdict.right {
    border-color: var(--done);
    background: var(--done-soft);
  }
  .verdict strong {
    color: var(--error);
    font-size: 13.5px;
  }
  .verdict.right strong {
    color: var(--done);
  }
  .verdict .text {
    margin-top: 2px;
    font-size: 16px;
  }
  [role='status'] .note {
    margin-top: 10px;
  }
`;
