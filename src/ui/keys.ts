/** The keys of a focused cell: Space trains or pauses, '.' steps (with Shift an epoch), I switches the phase. */

export interface CellKeys {
  toggle?: () => void;
  step?: (unit: 'step' | 'epoch') => void;
  switchPhase?: () => void;
}

/** What takes these keys for itself while it has the focus. */
const taken =
  'input, select, textarea, button, a[href], summary, option, dialog, audio, video, [contenteditable]:not([contenteditable="false"]), ' +
  '[role="button"], [role="slider"], [role="textbox"], [role="radio"], [role="checkbox"], [role="gridcell"], [data-keys]';

/**
 * Listens on a cell's host and makes it focusable by keyboard, so that the keys have a place to be pressed in.
 * An element inside that needs these keys itself says so with the attribute data-keys.
 * @returns how to stop
 */
export function attachKeys(host: HTMLElement, keys: CellKeys): () => void {
  if (!host.hasAttribute('tabindex')) host.tabIndex = 0;
  if (!host.hasAttribute('role')) host.setAttribute('role', 'group');
  host.setAttribute('aria-keyshortcuts', 'Space . I');
  const pressed = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const action = chosen(event, keys);
    if (!action || isTaken(event, host)) return;
    event.preventDefault();
    if (!event.repeat || event.code === 'Period') action();
  };
  host.addEventListener('keydown', pressed);
  return () => host.removeEventListener('keydown', pressed);
}

function chosen(event: KeyboardEvent, keys: CellKeys): (() => void) | undefined {
  if (event.key === ' ') return keys.toggle;
  // with Shift the period's key gives another character on most keyboards: its place says which key it was
  if (event.key === '.' || (event.shiftKey && event.code === 'Period')) {
    const { step } = keys;
    return step && (() => step(event.shiftKey ? 'epoch' : 'step'));
  }
  if (event.key === 'i' || event.key === 'I') return keys.switchPhase;
  return undefined;
}

function isTaken(event: Event, host: HTMLElement): boolean {
  for (const target of event.composedPath()) {
    if (target === host) return false;
    if (target instanceof Element && target.matches(taken)) return true;
  }
  return false;
}
