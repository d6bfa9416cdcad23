/** A guess's own looks: its field, and guess and result side by side. */
import { css } from 'lit';

export const styles = css`
  .field,
  fieldset {
    margin-top: 14px;
  }
  .entry span:has(input) {
    display: flex;
    align-items: center;
    gap: 8px;
  }
  .entry input {
    width: 9em;
  }
  input[type='range'] {
    width: min(100%, 420px);
    height: 24px;
    margin: 0;
    accent-color: var(--ink-2);
  }
  output {
    color: var(--ink);
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
  .field .choice {
    align-items: center;
  }
  .field .choice input {
    translate: none;
  }
  .outcome:focus {
    outline: none;
  }
  .outcome .note,
  .verdict {
    margin: 12px 0 0;
  }
  dl {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, max-content));
    gap: 8px 36px;
    margin: 14px 0 0;
  }
  dt {
    color: var(--ink-2);
    font-size: 12.5px;
  }
  dd {
    margin: 2px 0 0;
    font-size: 18px;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
    overflow-wrap: anywhere;
  }
  .verdict {
    font-size: 14px;
  }
  .after {
    margin-top: 12px;
  }
  @media (max-width: 420px) {
    dl {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
