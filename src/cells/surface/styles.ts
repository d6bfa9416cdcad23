/** A surface cell's own looks: where its three panes stand. */
import { css } from 'lit';

export const styles = css`
  .panes {
    grid-template-columns: minmax(0, 1fr);
    grid-template-areas: 'map' 'controls' 'results';
  }
  .map {
    grid-area: map;
    min-width: 0;
  }
  .controls {
    grid-area: controls;
  }
  .results {
    grid-area: results;
    min-width: 0;
  }
  .map .note {
    margin-top: 6px;
  }
  @container (max-width: 619.98px) {
    .controls {
      grid-template-columns: repeat(auto-fit, minmax(min(130px, 100%), 1fr));
      align-items: start;
    }
    .controls fp-select {
      grid-column: 1 / -1;
    }
  }
  @container (min-width: 620px) {
    .panes {
      grid-template-columns: 180px minmax(0, 1fr);
      grid-template-areas: 'controls map' 'results results';
    }
    .results {
      display: grid;
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
      gap: 0 24px;
    }
    .results .verdict {
      grid-row: 2;
    }
    .results fp-chart-lines {
      grid-row: 1 / 3;
      grid-column: 2;
    }
  }
  @container (min-width: 940px) {
    .panes {
      grid-template-columns: 180px minmax(0, 1fr) 260px;
      grid-template-areas: 'controls map results';
    }
    .results {
      display: block;
    }
  }
`;
