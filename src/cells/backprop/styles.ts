/** A backprop cell's own looks: drawing and chain beside the table, the exercise below. */
import { css } from 'lit';

export const styles = css`
  .bar fp-number {
    width: 92px;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .panes {
    grid-template-columns: minmax(0, 1fr);
  }
  .pass {
    min-width: 0;
  }
  .stepped {
    margin: 6px 0 0;
    font-size: 14px;
  }
  .stepped output {
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
  .chain {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px;
    margin-top: 14px;
  }
  .wanted {
    font-weight: 600;
  }
  .factor {
    display: grid;
    justify-items: center;
    gap: 1px;
    min-width: 64px;
    padding: 5px 8px;
    border-color: var(--line);
    font-weight: 500;
  }
  .factor.in {
    border-color: var(--train);
    background: var(--train-soft);
  }
  .factor .formula {
    color: var(--ink-2);
    font-size: 12px;
  }
  .factor b,
  .product {
    font-variant-numeric: tabular-nums;
  }
  .product {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 12px;
    align-items: baseline;
    margin: 10px 0 0;
    min-height: 1.45em;
  }
  .product b {
    color: var(--train);
  }
  td input {
    width: 96px;
  }
  td,
  th {
    vertical-align: middle;
    font-variant-numeric: tabular-nums;
  }
  tr.selected :is(td, th) {
    background: var(--train-soft);
    color: var(--ink);
  }
  .exercise {
    max-width: var(--reading);
  }
  .exercise h4 {
    margin: 0 0 4px;
    font-size: 14px;
  }
  .exercise p {
    margin: 0 0 8px;
  }
  .exercise .entry {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 12px;
  }
  .exercise .entry input {
    width: 120px;
  }
  .judged {
    min-height: 1.45em;
    margin-top: 8px !important;
  }
  .judged.right {
    color: var(--done);
    font-weight: 600;
  }
  @container (min-width: 860px) {
    .panes {
      grid-template-columns: minmax(0, 1fr) minmax(340px, auto);
    }
  }
`;
