/** Buttons and fields inside drawings, in the manner of ui/controls (which draw/ does not import). */
import { css } from 'lit';

export const formStyles = css`
  button,
  input,
  select {
    font: 500 13px / 1.3 var(--sans, sans-serif);
    color: var(--ink);
    background: var(--raised);
    border: 1px solid var(--control);
    border-radius: 7px;
    padding: 5px 10px;
    min-height: 30px;
    box-sizing: border-box;
  }
  button {
    font-weight: 600;
    cursor: pointer;
  }
  button.primary {
    background: var(--phase, var(--train));
    border-color: var(--phase, var(--train));
    color: var(--on-phase, var(--raised));
  }
  :focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: 2px;
  }
`;
