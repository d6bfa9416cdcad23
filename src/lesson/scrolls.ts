/** What is wider than the column scrolls by itself (`.scrolls`): while it does, it can be reached by keyboard. */

export interface Scrolls {
  /** Watches what is under this element now, too. */
  observe(root: ParentNode): void;
  stop(): void;
}

export function watchScrolls(): Scrolls {
  const observer = new ResizeObserver((entries) => {
    // All are measured before anything is changed: a measure after a change has the whole page laid out again.
    const wide = entries.map(({ target }) => target.scrollWidth > target.clientWidth);
    entries.forEach(({ target }, i) => tell(target, wide[i]));
  });
  const known = new WeakSet<Element>();
  return {
    observe(root) {
      for (const element of root.querySelectorAll('.scrolls')) {
        if (!known.has(element)) observer.observe(element);
        known.add(element);
      }
    },
    stop: () => observer.disconnect(),
  };
}

function tell(target: Element, wide: boolean): void {
  const says = { tabindex: '0', role: 'group', 'aria-label': target.classList.contains('maths') ? 'Formula' : 'Table' };
  for (const [name, value] of Object.entries(says)) {
    if (wide) target.setAttribute(name, value);
    else target.removeAttribute(name);
  }
}
