/** The sandbox's bootstrap is let through the page's policy by its hash, and by nothing wider. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { bootstrapHash, frameDocument, withSandbox } from '../../src/sandbox/plugin';

const file = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const bootstrap = file('src/sandbox/bootstrap.js');

test('the hash is that of the script as it stands in the frame', () => {
  const [, script] = /<script>([^]*)<\/script>$/.exec(frameDocument()) ?? [];
  expect(script).toBe(bootstrap);
  expect(bootstrapHash()).toBe(`'sha256-${createHash('sha256').update(script).digest('base64')}'`);
  // It would end the script early.
  expect(bootstrap).not.toMatch(/<\/script|<!--/i);
});

test('the frame has a policy of its own, before its script: nothing at all but the bootstrap and blobs', () => {
  const text = frameDocument();
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(text)?.[1];
  expect(policy).toBe(`default-src 'none'; script-src ${bootstrapHash()} blob:; worker-src blob:`);
  expect(text.indexOf('<meta')).toBeLessThan(text.indexOf('<script'));
});

describe('the page', () => {
  const scripts = (html: string) => /script-src ([^;"]*)/.exec(html)?.[1].split(' ');

  test('takes the hash into its policy, and stays as strict as it was', () => {
    const before = file('index.html');
    const after = withSandbox(before, bootstrapHash());
    expect(scripts(after)).toEqual([bootstrapHash(), ...(scripts(before) ?? [])]);
    expect(after).not.toMatch(/'unsafe-eval'|script-src[^;]*'unsafe-inline'/);
    expect(after.replace(`${bootstrapHash()} `, '')).toBe(before);
  });

  test('with a policy that says nothing of scripts is refused; one without any is no page of ours', () => {
    const lax = `<meta http-equiv="Content-Security-Policy" content="img-src 'self'" />`;
    expect(() => withSandbox(lax, bootstrapHash())).toThrow(/no script-src/);
    expect(withSandbox('<html></html>', bootstrapHash())).toBe('<html></html>');
  });
});
