/** A task's own looks: a line at its side that turns green, and what is still missing. */
import { css } from 'lit';

export const styles = css`
  :host {
    border-inline-start: 4px solid var(--control);
  }
  :host([done]) {
    border-inline-start-color: var(--done);
    background: var(--done-soft);
  }
  .missing {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 18px;
    min-height: 20px;
    margin: 10px 0 0;
    color: var(--ink-2);
    font-size: 13px;
    font-variant-numeric: tabular-nums;
  }
  /* alone on its line it would pass for text */
  .row .quiet {
    text-decoration: underline;
    text-decoration-color: var(--control);
    text-underline-offset: 0.25em;
  }
  .missing:empty {
    display: none;
  }
  .hint {
    margin-top: 8px;
    padding-inline-start: 14px;
    border-inline-start: 2px solid var(--line);
  }
`;
