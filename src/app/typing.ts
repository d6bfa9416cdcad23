/** Whether a key is meant for what has the focus, and not for the page. */

/** Text is typed there, or it is a dialog's own. */
export function isTyping(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return true;
  const text =
    'input:not([type=range], [type=radio], [type=checkbox], [type=button]), textarea, select, dialog, [contenteditable]:not([contenteditable="false"])';
  return event.composedPath().some((target) => target instanceof Element && target.matches(text));
}
