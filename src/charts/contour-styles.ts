/** The looks of what lies over the contours: the path, the minima, the start's handle. */
import { css } from 'lit';
import { unseenRules } from '../ui/unseen';

export const contourStyles = css`
  .over {
    position: absolute;
    overflow: hidden;
    pointer-events: none;
  }
  .path {
    fill: none;
    stroke: var(--train);
    stroke-width: 1.6;
    stroke-linejoin: round;
  }
  .steps {
    fill: none;
    stroke: var(--train);
    stroke-width: 5;
    stroke-linecap: round;
  }
  .end {
    fill: var(--raised);
    stroke: var(--train);
    stroke-width: 2;
  }
  .minimum {
    stroke: var(--ink);
    stroke-width: 1.6;
  }
  .handle {
    position: absolute;
    display: grid;
    place-items: center;
    width: 32px;
    height: 32px;
    margin: -16px 0 0 -16px;
    border-radius: 50%;
    cursor: grab;
    touch-action: none;
  }
  .handle::before {
    content: '';
    width: 14px;
    height: 14px;
    border: 2px solid var(--raised);
    border-radius: 50%;
    background: var(--ink);
    box-shadow: 0 0 0 1px var(--ink);
  }
  .handle:active {
    cursor: grabbing;
  }
  .told {
    ${unseenRules}
  }
`;
