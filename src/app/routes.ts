/** What the address says: hash routes, read and written. Pure but for `addressOf`, which says where this page is. */

export type Route =
  /** `anchor`: the id of a heading, cell or footnote; `state`: what a shared link carries for the cells. */
  | { page: 'lesson'; slug: string; anchor: string | null; state: string | null }
  | { page: 'sandbox'; state: string | null }
  | { page: 'glossary'; term: string | null }
  | { page: 'about' }
  /** The teacher's notes of a lesson. */
  | { page: 'notes'; slug: string }
  /** The bare address. */
  | { page: 'start' }
  /** `what`: the address that leads nowhere, as the reader would see it. */
  | { page: 'missing'; what: string };

/** Reads location.hash. Anything it does not know is a 'missing' route; it never throws. */
export function readRoute(hash: string): Route {
  const text = hash.replace(/^#/, '');
  if (text === '' || text === '/') return { page: 'start' };
  const missing: Route = { page: 'missing', what: `#${text}` };
  if (!text.startsWith('/')) return missing;
  const query = text.indexOf('?');
  const parts = decodeAll(text.slice(1, query < 0 ? undefined : query).replace(/\/$/, ''));
  const state = query < 0 ? null : new URLSearchParams(text.slice(query)).get('s');
  if (!parts) return missing;
  const [page, first, second, ...rest] = parts;
  if (rest.length > 0) return missing;
  if (page === 'lesson' && first) return { page, slug: first, anchor: second ?? null, state };
  if (page === 'sandbox' && first === undefined) return { page, state };
  if (page === 'glossary' && second === undefined) return { page, term: first ?? null };
  if (page === 'notes' && first && second === undefined) return { page, slug: first };
  if (page === 'about' && first === undefined) return { page };
  return missing;
}

export function lessonHref(slug: string, anchor?: string): string {
  return `#/lesson/${encodeURIComponent(slug)}${anchor ? `/${encodeURIComponent(anchor)}` : ''}`;
}

export function notesHref(slug: string): string {
  return `#/notes/${encodeURIComponent(slug)}`;
}

/** The whole address of a page in a state of its own, to be handed on. */
export function addressOf(href: string, state: string): string {
  const { origin, pathname, search } = location;
  return `${origin}${pathname}${search}${href}?s=${state}`;
}

/**
 * A place within a page that was opened by a link is still that page: only its bare address is the page as usual.
 * @param before where the reader comes from
 */
export function staying(before: Route, next: Route): Route {
  if (before.page !== 'lesson' || next.page !== 'lesson' || before.slug !== next.slug) return next;
  return next.state === null && next.anchor !== null ? { ...next, state: before.state } : next;
}

/** What a shared link carries, of the pages that have cells. */
export function stateOf(route: Route): string | null {
  return 'state' in route ? route.state : null;
}

function decodeAll(path: string): string[] | null {
  try {
    return path.split('/').map(decodeURIComponent);
  } catch {
    return null; // a stray per cent sign
  }
}
