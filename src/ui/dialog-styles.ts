/** How every dialog of the page looks; each adds its width and what stands in it. */
import { css } from 'lit';

export const dialogStyles = css`
  dialog {
    max-height: calc(100dvh - 48px);
    padding: 0;
    border: 1px solid var(--line);
    border-radius: var(--radius-cell);
    background: var(--raised);
    color: var(--ink);
    overflow: auto;
    box-shadow: 0 12px 48px rgb(0 0 0 / 25%);
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 40%);
  }
`;
