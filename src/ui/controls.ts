/** Shared looks of native controls inside a shadow root: buttons, fields, tables, focus, and the temperature of a phase. */
import { css } from 'lit';
import { unseenRules } from './unseen';

/**
 * Put it first in `static styles`. Classes: button.primary (filled with the phase's colour), button.quiet (looks like a link),
 * .field (label above its control), .note (small grey text), .visually-hidden,
 * input.over (unseen over what is drawn for it). A host with the attribute phase="training" or
 * phase="inference" sets --phase, --phase-soft and --phase-line for itself and all that it holds.
 */
export const controls = css`
  :host {
    font-family: var(--sans);
    font-size: 14px;
    line-height: 1.45;
    color: var(--ink);
    transition:
      --phase var(--change) ease,
      --phase-soft var(--change) ease,
      --phase-line var(--change) ease;
  }
  :host([hidden]) {
    display: none;
  }
  :host([phase='training']) {
    --phase: var(--train);
    --phase-soft: var(--train-soft);
    --phase-line: var(--train-line);
  }
  :host([phase='inference']) {
    --phase: var(--infer);
    --phase-soft: var(--infer-soft);
    --phase-line: var(--infer-line);
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :host(:focus-visible),
  :focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: 2px;
  }

  button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-height: 32px;
    padding: 0 13px;
    border: 1px solid var(--control);
    border-radius: var(--radius);
    background: var(--raised);
    color: var(--ink);
    font: 600 13px/1.2 var(--sans);
    cursor: pointer;
    touch-action: manipulation;
  }
  button:hover {
    background: var(--hover);
  }
  button:active {
    translate: 0 1px;
  }
  button.primary {
    border-color: var(--phase);
    background: var(--phase);
    color: var(--on-phase);
  }
  button.primary:hover:enabled {
    background: color-mix(in oklab, var(--phase) 90%, var(--ink));
  }
  button.quiet {
    display: inline;
    min-height: 0;
    padding: 0;
    border: 0;
    border-radius: 2px;
    background: none;
    color: var(--phase);
    font: inherit;
    font-weight: 500;
    text-align: start;
  }
  button.quiet:hover {
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  button:disabled {
    border-color: var(--line);
    background: var(--line-2);
    color: var(--ink-2);
    cursor: default;
    translate: none;
  }
  button.quiet:disabled {
    background: none;
  }

  label,
  legend,
  .label {
    color: var(--ink-2);
    font-size: 13px;
    line-height: 1.4;
  }
  .field {
    display: grid;
    gap: 6px;
    min-width: 0;
  }
  fieldset {
    min-width: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    padding: 0;
  }
  .note {
    margin: 0;
    color: var(--ink-2);
    font-size: 12.5px;
    line-height: 1.45;
  }

  input:where(:not([type='radio'], [type='checkbox'], [type='range'])),
  select,
  textarea {
    width: 100%;
    min-width: 0;
    min-height: 34px;
    padding: 5px 10px;
    border: 1px solid var(--control);
    border-radius: var(--radius);
    background: var(--paper);
    color: var(--ink);
    font: 400 15px/1.4 var(--sans);
    font-variant-numeric: tabular-nums;
  }
  select {
    appearance: none;
    padding-inline-end: 26px;
    background-image:
      linear-gradient(to top right, transparent 50%, currentColor 50%),
      linear-gradient(to top left, transparent 50%, currentColor 50%);
    background-position:
      right 15px center,
      right 10px center;
    background-size: 5px 7px;
    background-repeat: no-repeat;
    text-overflow: ellipsis;
    cursor: pointer;
  }
  input[type='checkbox'],
  input[type='radio'] {
    accent-color: var(--phase);
    width: 16px;
    height: 16px;
    margin: 0;
  }
  input[type='file']::file-selector-button {
    margin-inline-end: 10px;
    padding: 3px 10px;
    border: 1px solid var(--control);
    border-radius: var(--radius);
    background: var(--raised);
    color: var(--ink);
    font: inherit;
    font-size: 13px;
    font-weight: 600;
    cursor: pointer;
  }
  input[type='number'] {
    appearance: textfield;
  }
  input[type='number']::-webkit-inner-spin-button,
  input[type='number']::-webkit-outer-spin-button {
    appearance: none;
    margin: 0;
  }
  [aria-invalid='true']:is(input, select, textarea) {
    border-color: var(--error);
    box-shadow: inset 0 0 0 1px var(--error);
  }
  :is(input, select, textarea):disabled {
    background-color: var(--line-2);
    color: var(--ink-2);
    cursor: default;
  }
  .problem {
    margin: 0;
    color: var(--error);
    font-size: 12.5px;
    line-height: 1.4;
  }

  table {
    border-collapse: collapse;
    font-size: 13px;
    font-variant-numeric: tabular-nums;
  }
  caption {
    /* as wide as its table otherwise, of which a phone shows a part */
    max-width: calc(100cqi - 32px);
    padding-bottom: 6px;
    color: var(--ink-2);
    font-size: 13px;
    font-weight: 600;
    text-align: start;
  }
  th,
  td {
    padding: 4px 12px 4px 0;
    border-bottom: 1px solid var(--line-2);
    text-align: start;
    vertical-align: baseline;
  }
  th {
    color: var(--ink-2);
    font-weight: 500;
  }

  .visually-hidden {
    ${unseenRules}
  }

  /* a native control that lies unseen over the drawn one: it has its place, its size and every click on it */
  input.over {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    opacity: 0;
    cursor: inherit;
  }

  @media (pointer: coarse) {
    button:not(.quiet),
    input:where(:not([type='radio'], [type='checkbox'], [type='range'])),
    select {
      min-height: 44px;
    }
    button.quiet {
      padding-block: 10px;
      margin-block: -10px;
    }
  }
  @media (forced-colors: active) {
    select {
      appearance: auto;
      background-image: none;
    }
    button.primary {
      forced-color-adjust: none;
      border-color: Highlight;
      background: Highlight;
      color: HighlightText;
    }
    button.primary:disabled {
      forced-color-adjust: auto;
    }
  }
  /* paper has nothing to press */
  @media print {
    button,
    button.quiet,
    progress,
    input[type='range'] {
      display: none;
    }
    select {
      appearance: none;
      background-image: none;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      transition: none !important;
      animation: none !important;
    }
  }
`;
