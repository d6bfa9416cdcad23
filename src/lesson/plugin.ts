/** The Vite plugin that compiles lessons at build time. */
import type { Plugin } from 'vite';

export function lessons(): Plugin {
  return { name: 'forward-pass-lessons' };
}
