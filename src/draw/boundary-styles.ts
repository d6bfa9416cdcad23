/** How `<fp-boundary>` looks: its pictures lie on each other, with the axes beside them and the classes' key below. */
import { css } from 'lit';

export const boundaryStyles = css`
  :host {
    display: block;
    min-width: 0;
    font: 12px / 1.4 var(--sans, sans-serif);
    color: var(--ink-2);
  }
  .frame {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    column-gap: 5px;
    row-gap: 3px;
  }
  .plane {
    position: relative;
    aspect-ratio: 1;
    border-radius: 10px;
    overflow: hidden;
    background: var(--raised);
    box-shadow: inset 0 0 0 1px var(--line);
  }
  canvas {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    display: block;
  }
  canvas[hidden] {
    display: none;
  }
  .axis {
    display: flex;
    justify-content: space-between;
    font-size: 10.5px;
    line-height: 1.2;
    font-variant-numeric: tabular-nums;
  }
  .axis.upright {
    flex-direction: column;
    align-items: flex-end;
  }
  .axis.level {
    grid-column: 2;
  }
  .placing {
    position: absolute;
    inset: 0;
    cursor: crosshair;
    touch-action: none;
    border-radius: 10px;
    outline: none;
  }
  .frame:has(.placing:focus-visible) .plane {
    outline: 2px solid var(--focus);
    outline-offset: 2px;
  }
  .point {
    position: absolute;
    width: 15px;
    height: 15px;
    margin: -10.5px;
    border: 3px solid var(--train);
    border-radius: 50%;
    background: var(--raised);
    box-shadow:
      0 0 0 2px var(--raised),
      0 1px 4px 2px rgb(0 0 0 / 0.35);
    pointer-events: none;
  }
  .point.cool {
    border-color: var(--infer);
  }
  .key {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 14px;
    margin: 8px 0 2px;
    padding: 0;
    list-style: none;
  }
  .key li {
    display: flex;
    align-items: center;
    gap: 5px;
  }
  .key svg {
    width: 12px;
    height: 12px;
  }
  p {
    margin: 2px 0 0;
  }
`;
