/** The looks that the cells in the reading column share: a card with its title, its text, and what has come of it. */
import { css } from 'lit';

export const card = css`
  :host {
    display: block;
    min-width: 0;
    padding: 16px 20px 18px;
    border: 1px solid var(--line);
    border-radius: var(--radius-cell);
    background: var(--raised);
    /* these cells belong to neither phase: nothing in them is warm or cool */
    --phase: var(--ink);
    --phase-soft: var(--line-2);
    --phase-line: var(--line);
    --on-phase: var(--paper);
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 4px 16px;
    margin-bottom: 10px;
  }
  header + fp-notice {
    margin-bottom: 10px;
  }
  .badge {
    flex: 0 1 auto;
    color: var(--ink-2);
    font-size: 13px;
  }
  .badge.done {
    color: var(--done);
    font-weight: 600;
  }

  .text {
    font: 400 17px/1.55 var(--serif);
    text-wrap: pretty;
    overflow-wrap: break-word;
  }
  .text p {
    margin: 0 0 0.8em;
  }
  .text > :last-child {
    margin-bottom: 0;
  }
  .text a {
    color: inherit;
    text-decoration-color: var(--control);
    text-underline-offset: 0.2em;
  }
  .text a.term {
    text-decoration-style: dotted;
  }
  .text code {
    font: 0.85em/1.5 var(--mono);
  }
  .text .katex {
    font-size: 1.06em;
  }
  .text .katex-display {
    margin: 0;
  }
  .text .unbroken {
    white-space: nowrap;
  }
  /* What does not fit goes on in the next line. */
  .text .katex-display > .katex {
    text-align: start;
    white-space: normal;
  }
  .text .katex-display .base {
    padding-block: 7px;
  }
  .text .phase-train {
    color: var(--train);
  }
  .text .phase-infer {
    color: var(--infer);
  }
  .text .scrolls {
    overflow: auto hidden;
  }

  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 14px;
    margin-top: 14px;
  }
  .choices {
    display: grid;
    gap: 2px;
    margin-top: 10px;
  }
  .choice {
    display: flex;
    align-items: baseline;
    gap: 10px;
    padding: 6px 0;
    color: var(--ink);
    font-size: 15px;
    line-height: 1.5;
    cursor: pointer;
  }
  .choice input {
    flex: none;
    translate: 0 2px;
  }
  /* a row of buttons alone */
  @media print {
    .row:not(:has(> :not(button))) {
      display: none;
    }
  }
`;
