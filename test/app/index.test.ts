/** The page before any of its code runs: what it may load, and its theme before the first paint. */
import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';

const file = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const html = file('index.html');
const script = file('public/theme.js');

describe('index.html', () => {
  const policy = /http-equiv="Content-Security-Policy"\s+content="([^"]+)"/.exec(html)?.[1] ?? '';
  const directives = new Map(policy.split(';').map((part) => [part.trim().split(' ')[0], part.trim().split(' ').slice(1)]));

  it('loads nothing from elsewhere and evaluates nothing but WebAssembly (blobs are the sandbox’s scripts)', () => {
    expect(directives.get('default-src')).toEqual(["'self'"]);
    expect(directives.get('script-src')).toEqual(["'self'", "'wasm-unsafe-eval'", 'blob:']);
    expect(directives.get('connect-src')).toEqual(["'self'"]);
    for (const name of ['object-src', 'base-uri', 'form-action']) expect(directives.get(name)).toEqual(["'none'"]);
    expect(policy).not.toMatch(/https?:|\*/);
  });

  it('has no script of its own text, which that policy would refuse', () => {
    const scripts = [...html.matchAll(/<script\b[^>]*>([^]*?)<\/script>/g)];
    expect(scripts.length).toBeGreaterThan(0);
    for (const [whole, text] of scripts) {
      expect(text).toBe('');
      expect(whole).toContain('src=');
    }
    expect(html).not.toMatch(/\son\w+=/);
  });

  it('says what it needs where there is no JavaScript', () => {
    expect(html).toMatch(/<noscript>[^]*JavaScript[^]*<\/noscript>/);
  });
});

describe('theme.js', () => {
  const themeWith = (getItem: (key: string) => string | null) => {
    const dataset: { theme?: string } = {};
    runInNewContext(script, { localStorage: { getItem }, document: { documentElement: { dataset } } });
    return dataset.theme;
  };

  it.each(['light', 'dark'])('brings back the chosen %s theme, from the key that theme.ts writes', (theme) => {
    const key = /KEY = '([^']+)'/.exec(file('src/app/theme.ts'))?.[1];
    expect(themeWith((asked) => (asked === key ? theme : null))).toBe(theme);
  });

  it.each([null, '', 'pink', 'system'])('leaves it to the system with %o', (kept) => {
    expect(themeWith(() => kept)).toBeUndefined();
  });

  it('leaves it to the system where storage is refused', () => {
    const refuse = () => {
      throw new Error('refused');
    };
    expect(themeWith(refuse)).toBeUndefined();
  });
});
