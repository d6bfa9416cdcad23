/** How the cell is laid out where there is room: header, bar, three panes, the fold, two panes below. */
import { css } from 'lit';

export const styles = css`
  h3 {
    margin: 0 0 12px;
    color: var(--ink-2);
    font: 600 13px/1.4 var(--sans);
  }
  .note {
    margin-top: 8px;
  }
  .note strong {
    color: var(--ink);
  }
  .whole {
    white-space: nowrap;
  }

  .state {
    flex: 1 1 12em;
    min-width: 0;
  }
  .dot {
    display: inline-block;
    width: 8px;
    height: 8px;
    margin-inline-end: 7px;
    border-radius: 50%;
    background: var(--phase);
    forced-color-adjust: none;
  }
  .dot.idle {
    background: none;
    box-shadow: inset 0 0 0 2px var(--phase);
  }

  .bar {
    justify-content: space-between;
    gap: 12px 24px;
  }
  .actions,
  .job {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
  }
  .actions .main {
    min-width: 92px;
  }
  .figures {
    display: flex;
    flex-wrap: wrap;
    gap: 6px 26px;
  }
  .figures fp-figure {
    min-width: 62px;
  }
  .icon {
    width: 10px;
    height: 11px;
    background: currentColor;
    forced-color-adjust: none;
  }
  .icon.play {
    clip-path: polygon(0 0, 100% 50%, 0 100%);
  }
  .icon.pause {
    clip-path: polygon(0 0, 36% 0, 36% 100%, 64% 100%, 64% 0, 100% 0, 100% 100%, 0 100%);
  }
  .notices {
    padding: 0;
  }
  .notices fp-notice {
    margin: 12px 16px 0;
  }
  .notices fp-notice:last-of-type {
    margin-bottom: 12px;
  }

  .panes {
    display: grid;
    grid-template-columns: 213px minmax(0, 1fr) 301px;
    border-bottom: 1px solid var(--line);
  }
  .panes > *,
  .bottom > * {
    min-width: 0;
    padding: 16px;
  }
  .panes > * + *,
  .bottom > * + * {
    border-inline-start: 1px solid var(--line);
  }
  .controls {
    display: grid;
    align-content: start;
    gap: 14px;
  }
  .controls .note {
    margin-top: 4px;
  }
  fp-network-diagram {
    display: block;
    min-height: 330px;
  }
  figure {
    margin: 0;
    min-width: 0;
  }
  figcaption {
    margin-bottom: 4px;
    color: var(--ink-2);
    font-size: 12.5px;
  }
  .plane {
    display: block;
    min-height: 268px;
  }
  .two {
    display: grid;
    gap: 12px;
  }
  fp-value-plane + fp-predicted {
    display: block;
    margin-top: 14px;
  }
  fp-probabilities,
  fp-examples,
  fp-distribution {
    display: block;
    margin-top: 10px;
  }
  .drawn {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(200px, 100%), 1fr));
    gap: 16px 28px;
    margin-top: 18px;
  }
  .receipts fp-receipt + fp-receipt::before {
    content: '· ';
    color: var(--ink-2);
  }

  .drawing {
    margin-top: 10px;
  }
  .drawing .actions {
    align-items: baseline;
  }
  .drawing details {
    margin-top: 8px;
  }
  .drawing .scrolls {
    max-height: 220px;
    margin-top: 6px;
    overflow-y: auto;
  }
  .drawing :is(th, td) {
    padding: 4px 6px;
  }

  .fold {
    border-bottom: 1px solid var(--line);
  }
  .fold > summary {
    padding: 9px 16px;
  }
  .points {
    margin-top: 8px;
  }
  summary {
    color: var(--ink-2);
    font-size: 13px;
    font-weight: 600;
    cursor: pointer;
  }
  .more {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(210px, 100%), 1fr));
    gap: 20px 28px;
    padding: 6px 16px 18px;
  }
  .more fieldset {
    display: grid;
    align-content: start;
    gap: 12px;
  }
  .more legend {
    margin-bottom: 10px;
    color: var(--ink);
    font-weight: 600;
  }
  .check {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: 24px;
    color: var(--ink);
  }
  .check + .check {
    margin-top: -4px;
  }
  .more button {
    justify-self: start;
  }

  .bottom {
    display: grid;
    grid-template-columns: minmax(0, 1.6fr) minmax(0, 1fr);
  }
  /* what it will be, while its module is on the way */
  .bottom :is(fp-sweep-chart, fp-distribution):not(:defined) {
    display: block;
    min-height: 240px;
  }
  /* as high as a title alone, so that titles side by side stand in one line */
  .heading {
    display: flex;
    flex-wrap: wrap;
    align-items: start;
    justify-content: space-between;
    gap: 4px 16px;
  }
  .small {
    min-height: 30px;
    margin-top: 8px;
    padding: 0 10px;
    font-size: 12.5px;
  }
  .heading .small {
    margin-top: 0;
  }
  fp-loss-chart {
    display: block;
    min-height: 214px;
  }
  fp-sweep-chart {
    display: block;
    min-height: 272px;
  }
  .guess {
    max-width: 260px;
    margin-top: 8px;
  }
`;
