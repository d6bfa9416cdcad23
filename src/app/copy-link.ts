/** A heading's or cell's link takes its address along to the clipboard; the click then leads there as any other does. */

/** @returns what came of it, in words */
export async function copyLink(link: HTMLAnchorElement): Promise<string> {
  try {
    await navigator.clipboard.writeText(link.href);
  } catch {
    return 'The link could not be copied; it stands in the address bar.';
  }
  link.dataset.copied = '';
  for (const type of ['blur', 'pointerleave']) link.addEventListener(type, () => delete link.dataset.copied, { once: true });
  const named = document.getElementById(link.getAttribute('aria-describedby') ?? '');
  return `Link to “${named?.textContent ?? ''}” copied`;
}
