/** Ranked search by the beginnings of words, over lessons and glossary. Pure. */
import type { SearchEntry } from '../contract/cell';

export interface Found {
  entry: SearchEntry;
  /** A piece of its text around the first word found, in parts, those that were found marked; else the text's beginning. */
  excerpt: { text: string; hit: boolean }[];
}

/** What is found under one lesson's title, or in the glossary. */
export interface FoundGroup {
  name: string;
  found: Found[];
}

interface Prepared {
  entry: SearchEntry;
  title: string[];
  group: string[];
  text: string[];
}

/** A whole word counts more than its beginning, and a title more than what stands under it. */
const weights = { title: [12, 8], group: [3, 2], text: [2, 1] } as const;
const at = ['title', 'group', 'text'] as const;
const most = 12;
const excerptLength = 100;

/** Reads all entries once; the function it gives answers each query in a few milliseconds. */
export function createSearch(entries: readonly SearchEntry[]): (query: string) => FoundGroup[] {
  const prepared = entries.map((entry): Prepared => ({
    entry,
    title: wordsOf(entry.title),
    group: wordsOf(entry.group),
    text: [...new Set(wordsOf(entry.text))],
  }));
  return (query) => {
    const words = wordsOf(query);
    if (words.length === 0) return [];
    const ranked = prepared
      .map((one) => ({ entry: one.entry, score: scoreOf(one, words) }))
      .filter(({ score }) => score > 0)
      .toSorted((a, b) => b.score - a.score)
      .slice(0, most);
    const groups = new Map<string, Found[]>();
    for (const { entry } of ranked) {
      groups.set(entry.group, [...(groups.get(entry.group) ?? []), { entry, excerpt: excerptOf(entry.text, words) }]);
    }
    return Array.from(groups, ([name, found]) => ({ name, found }));
  };
}

/** In small letters and without accents, so that neither matters. */
function wordsOf(text: string): string[] {
  return folded(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}

function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** 0 unless every word of the query begins a word here, one at least of the entry's own. */
function scoreOf(one: Prepared, query: readonly string[]): number {
  let score = 0;
  let own = false;
  for (const word of query) {
    let best = 0;
    for (const place of at) {
      const [whole, begun] = weights[place];
      const value = one[place].includes(word) ? whole : one[place].some((known) => known.startsWith(word)) ? begun : 0;
      if (value > 0 && place !== 'group') own = true;
      best = Math.max(best, value);
    }
    if (best === 0) return 0;
    score += best;
  }
  // a title that is just what was asked for comes first
  return own ? score + (one.title.join(' ') === query.join(' ') ? 5 : 0) : 0;
}

function excerptOf(text: string, query: readonly string[]): Found['excerpt'] {
  const words = [...text.matchAll(/[\p{L}\p{N}]+/gu)];
  const hits = words.filter(([word]) => query.some((wanted) => folded(word).startsWith(wanted)));
  const near = words.find(({ index }) => index >= (hits[0]?.index ?? 0) - excerptLength / 3);
  const from = near && hits.length > 0 ? near.index : 0;
  const to = text.length <= from + excerptLength ? text.length : text.lastIndexOf(' ', from + excerptLength);
  const parts = [{ text: from > 0 ? '… ' : '', hit: false }];
  let done = from;
  for (const { 0: word, index } of hits) {
    if (index < from || index + word.length > to) continue;
    parts.push({ text: text.slice(done, index), hit: false }, { text: word, hit: true });
    done = index + word.length;
  }
  parts.push({ text: `${text.slice(done, Math.max(done, to))}${to < text.length ? ' …' : ''}`, hit: false });
  return parts.filter((part) => part.text !== '');
}
