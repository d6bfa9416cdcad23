/** The network diagram's styles: the phases' colours, the stages' light, and what gives way under reduced motion. */
import { css } from 'lit';

export const diagramStyles = css`
  :host {
    display: block;
    position: relative;
    font-family: var(--sans, sans-serif);
    color: var(--ink);
    min-width: 0;
  }
  .stage {
    position: relative;
  }
  canvas,
  svg {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
  }
  svg {
    overflow: visible;
  }
  svg.over-edge {
    cursor: pointer;
  }
  text {
    fill: var(--ink);
    font-size: 13px;
    text-anchor: middle;
    pointer-events: none;
  }
  .unit {
    outline: none;
    cursor: default;
  }
  .editable .unit:not(.input) {
    cursor: pointer;
  }
  .reach {
    fill: transparent;
  }
  .body {
    fill: var(--raised);
    stroke: var(--ring);
    stroke-width: 1.5;
    transition:
      stroke var(--change, 200ms),
      stroke-width 100ms;
  }
  svg {
    --ring: var(--ink);
  }
  svg.locked {
    --ring: var(--infer);
  }
  .glyph {
    fill: none;
    stroke: var(--ink-2);
    stroke-width: 1.5;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .valued .glyph {
    stroke: var(--ink);
  }
  .beside,
  .more,
  .value {
    font-size: 11px;
    paint-order: stroke;
    stroke: var(--raised);
    stroke-width: 3px;
    stroke-linejoin: round;
  }
  .more {
    fill: var(--ink-2);
  }
  .value {
    font-variant-numeric: tabular-nums;
    font-size: 10.5px;
  }
  .beside.left {
    text-anchor: end;
  }
  .beside.right,
  .value.right {
    text-anchor: start;
  }
  .halo {
    fill: none;
    stroke: none;
    stroke-width: 2;
  }
  .unit:focus-visible .halo {
    stroke: var(--focus);
  }
  .chosen .body {
    stroke-width: 3;
  }
  .loss {
    fill: var(--train);
    font-weight: 650;
    font-size: 12px;
    paint-order: stroke;
    stroke: var(--raised);
    stroke-width: 3px;
  }

  /* A stage lights the columns one after the other; --along is 0 at the inputs and 1 at the output. */
  .forward .body {
    stroke: var(--infer);
    stroke-width: 2.5;
    transition: stroke 120ms linear calc(var(--along) * var(--sweep));
  }
  .backward .unit:not(.input) .body {
    stroke: var(--train);
    stroke-width: 2.5;
    transition: stroke 120ms linear calc((1 - var(--along)) * var(--sweep));
  }
  .loss-stage .output .body {
    stroke: var(--train);
    stroke-width: 3.5;
  }

  .arrows {
    display: grid;
    gap: 10px;
    margin-top: 4px;
  }
  .arrow {
    position: relative;
    display: grid;
    justify-items: center;
    gap: 3px;
    font-size: 12px;
    font-weight: 650;
    line-height: 1.3;
    color: var(--infer);
    transition:
      opacity var(--change, 200ms),
      visibility var(--change, 200ms);
  }
  .arrow.warm {
    color: var(--train);
  }
  .line {
    width: 100%;
    height: 14px;
    background: currentColor;
    forced-color-adjust: none;
    clip-path: polygon(
      0 5.75px,
      calc(100% - 13px) 5.75px,
      calc(100% - 13px) 0,
      100% 7px,
      calc(100% - 13px) 14px,
      calc(100% - 13px) 8.25px,
      0 8.25px
    );
  }
  .warm .line {
    scale: -1 1;
  }
  .arrow.faded {
    color: var(--ink-2);
  }
  .faded .line {
    opacity: 0.3;
  }
  .lower {
    display: grid;
  }
  .lower > * {
    grid-area: 1 / 1;
  }
  .gone {
    opacity: 0;
    visibility: hidden;
  }
  .lock {
    display: flex;
    justify-content: center;
    align-items: center;
    gap: 6px;
    font-size: 12px;
    color: var(--ink-2);
    transition:
      opacity var(--change, 200ms),
      visibility var(--change, 200ms);
  }
  .lock svg {
    position: static;
    width: 11px;
    height: 13px;
    fill: none;
    stroke: var(--infer);
    stroke-width: 1.5;
  }
  .lock rect {
    fill: var(--infer);
  }
  fp-weight-editor {
    position: absolute;
    z-index: 2;
    width: min(270px, 100%);
  }

  @media (prefers-reduced-motion: reduce) {
    .body,
    .forward .body,
    .backward .unit:not(.input) .body,
    .arrow,
    .lock {
      transition: none;
    }
  }
`;
