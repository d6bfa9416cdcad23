/** The rule, the points and the readout of what the loss chart points at. */
import { css } from 'lit';

export const scrubStyles = css`
  .drawing[role='slider'] {
    cursor: crosshair;
    touch-action: pan-y;
  }
  .rule,
  .point,
  .readout {
    position: absolute;
    pointer-events: none;
  }
  .rule {
    width: 1px;
    margin-left: -0.5px;
    background: var(--ink-2);
    forced-color-adjust: none;
  }
  .point {
    forced-color-adjust: none;
    width: 7px;
    height: 7px;
    margin: -4.5px 0 0 -4.5px;
    border: 1px solid var(--raised);
    border-radius: 50%;
  }
  .readout {
    padding: 1px 6px;
    border: 1px solid var(--line);
    border-radius: 4px;
    background: var(--raised);
    color: var(--ink);
    font-size: 11px;
    white-space: nowrap;
  }
`;
