/** The assembly's looks: switches at the left, the path in the middle, what it is called at the right. */
import { css } from 'lit';

export const styles = css`
  .panes {
    grid-template-columns: minmax(0, 1fr);
  }
  .map {
    min-width: 0;
  }
  fieldset {
    display: grid;
    gap: 10px;
  }
  legend {
    margin-bottom: 8px;
  }
  .switch {
    display: grid;
    grid-template-columns: 16px minmax(0, 1fr);
    gap: 2px 10px;
    align-items: center;
    min-height: 24px;
    color: var(--ink);
    font-size: 14px;
    font-weight: 500;
    cursor: pointer;
  }
  .switch .note {
    grid-column: 2;
    font-weight: 400;
  }
  .switch:has(:disabled) {
    color: var(--ink-2);
    cursor: default;
  }
  .best {
    display: flex;
    align-items: center;
    gap: 10px;
    min-height: 24px;
    color: var(--ink);
    cursor: pointer;
  }
  .name {
    margin: 0 0 4px;
    font: 500 22px/1.25 var(--serif);
  }
  .results .figures {
    margin-top: 14px;
  }
  @container (min-width: 620px) {
    .panes {
      grid-template-columns: 210px minmax(0, 1fr);
    }
    .results {
      grid-column: 1 / -1;
    }
  }
  @container (min-width: 940px) {
    .panes {
      grid-template-columns: 220px minmax(0, 1fr) 240px;
    }
    .results {
      grid-column: auto;
    }
  }
`;
