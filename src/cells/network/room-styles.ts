/** How the cell is laid out in less room, and on paper; stands after styles.ts, which it overrules. */
import { css } from 'lit';

export const roomStyles = css`
  .undrawn {
    display: none;
  }
  @media print {
    .fold,
    .bar .actions,
    fp-phase {
      display: none;
    }
    header,
    .bar {
      padding-block: 7px;
    }
    .panes > *,
    .bottom > * {
      padding-block: 10px;
    }
    .undrawn {
      display: block;
      padding: 12px 16px;
    }
  }
  @container cell (480px <= width <= 640px) {
    header {
      justify-content: space-between;
    }
    .state {
      order: 1;
      flex-basis: 100%;
    }
  }
  @container cell (max-width: 820px) {
    .panes,
    .bottom {
      grid-template-columns: minmax(0, 1fr);
    }
    .panes > * + *,
    .bottom > * + * {
      border-inline-start: 0;
      border-top: 1px solid var(--line);
    }
    /* what Train moves stands under Train, in sight, and is come to in that order too */
    :host(:not([printing])) .panes {
      reading-flow: grid-order;
    }
    :host(:not([printing])) .prediction {
      order: -1;
      border-top: 0;
    }
    :host(:not([printing])) .panes > .controls {
      border-top: 1px solid var(--line);
    }
    .controls {
      grid-template-columns: repeat(auto-fit, minmax(min(190px, 100%), 1fr));
      align-items: start;
    }
    .prediction .one > *,
    .prediction > fp-unit-map {
      max-width: 340px;
    }
    .two {
      grid-template-columns: repeat(auto-fit, minmax(min(200px, 100%), 1fr));
    }
  }
  /* a phone: all four buttons in one row, and little between them and the picture */
  @container cell (max-width: 479px) {
    .actions {
      position: relative;
      gap: 6px;
    }
    /* its menu begins at the edge: from the button on there is no room for it */
    .actions fp-export-menu {
      position: static;
    }
    .actions button {
      padding-inline: 10px;
    }
    .actions .main {
      min-width: 84px;
    }
    .figures {
      gap: 6px 12px;
    }
    .figures fp-figure {
      min-width: 54px;
    }
    .controls {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
    .controls > :not(fp-number, :has(> fp-number), [label='Activation'], [label='Optimizer']) {
      grid-column: 1 / -1;
    }
  }
  /* a sheet is narrow, and two pictures side by side leave room for the rest */
  :host([printing]) .panes {
    grid-template-columns: minmax(0, 1.6fr) minmax(0, 1fr);
  }
  :host([printing]) .panes .controls {
    grid-column: 1 / -1;
    grid-template-columns: repeat(auto-fit, minmax(118px, 1fr));
  }
  :host([printing]) .bottom {
    grid-template-columns: minmax(0, 1.6fr) minmax(0, 1fr);
  }
`;
