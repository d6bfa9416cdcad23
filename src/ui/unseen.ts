/** What a screen reader reads and nobody sees: the declarations of such a rule. */
import { css } from 'lit';

export const unseenRules = css`
  position: absolute;
  width: 1px;
  height: 1px;
  margin: -1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
`;
