/** What is wider than the column scrolls by itself (`.scrolls`): while it does, it can be reached by keyboard. */

/** Returns how to stop watching. */
export function watchScrolls(root: HTMLElement): () => void {
  const observer = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const says = { tabindex: '0', role: 'group', 'aria-label': target.classList.contains('maths') ? 'Formula' : 'Table' };
      const wide = target.scrollWidth > target.clientWidth;
      for (const [name, value] of Object.entries(says)) {
        if (wide) target.setAttribute(name, value);
        else target.removeAttribute(name);
      }
    }
  });
  for (const element of root.querySelectorAll('.scrolls')) observer.observe(element);
  return () => observer.disconnect();
}
