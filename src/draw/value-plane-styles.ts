/** How `<fp-value-plane>` looks: the plane with its two axes, and below it the scale of the predicted number. */
import { css } from 'lit';

export const valuePlaneStyles = css`
  :host {
    display: block;
    min-width: 0;
    color: var(--ink-2);
    font: 12px / 1.4 var(--sans, sans-serif);
  }
  .frame {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 3px 5px;
  }
  .plane {
    position: relative;
    aspect-ratio: 1;
    overflow: hidden;
    border-radius: 10px;
    background: var(--raised);
    box-shadow: inset 0 0 0 1px var(--line);
  }
  canvas {
    position: absolute;
    inset: 0;
    display: block;
    width: 100%;
    height: 100%;
  }
  .axis {
    display: flex;
    justify-content: space-between;
    gap: 6px;
    min-width: 0;
    font-size: 10.5px;
    line-height: 1.2;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .axis .name {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .axis.upright {
    min-height: 0;
    writing-mode: vertical-rl;
    rotate: 180deg;
    flex-direction: row-reverse;
  }
  .axis.level {
    grid-column: 2;
  }
  .scale {
    display: grid;
    gap: 3px;
    margin-top: 8px;
  }
  .scale .name {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  /* As colours.ts has it: areaStrength of the colour at both ends. */
  .ramp {
    height: 10px;
    border-radius: 3px;
    background: linear-gradient(
      to right,
      color-mix(in srgb, var(--neg) 76%, var(--raised)),
      var(--raised),
      color-mix(in srgb, var(--pos) 76%, var(--raised))
    );
    box-shadow: inset 0 0 0 1px var(--line);
    forced-color-adjust: none;
  }
  p {
    margin: 4px 0 0;
  }
`;
