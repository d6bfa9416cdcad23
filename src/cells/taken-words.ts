/** Where and when something was found, in words, and how that place differs from this one. Pure. */
import type { Taken } from '../share/kept-cell';

/** '23 November 2026 at 07:40'. */
export function whenWords({ at }: Taken): string {
  return new Date(at).toLocaleString('en-GB', { dateStyle: 'long', timeStyle: 'short' });
}

/** 'It was found elsewhere: by Firefox 140 (this is Chrome 156).' Empty where nothing known is different. */
export function differences(then: Taken, now: Taken): string {
  const parts: string[] = [];
  const [before, after] = [browserWords(then.userAgent), browserWords(now.userAgent)];
  if (then.userAgent !== now.userAgent)
    parts.push(before === after ? `by ${before} on another device or system` : `by ${before} (this is ${after})`);
  if (then.cores !== now.cores) parts.push(`with ${then.cores} processor cores (here ${now.cores})`);
  if (then.renderer !== undefined && now.renderer !== undefined && then.renderer !== now.renderer)
    parts.push(`on the renderer ${then.renderer} (here ${now.renderer})`);
  return parts.length > 0
    ? `It was found elsewhere: ${parts.join(', ')}. Times measured there say nothing about this device.`
    : '';
}

/** Those that call themselves another browser besides come first. */
const browsers: readonly (readonly [string, RegExp])[] = [
  ['Edge', /\bEdg(?:A|iOS)?\/(\d+)/],
  ['Firefox', /\b(?:Firefox|FxiOS)\/(\d+)/],
  ['Chrome', /\b(?:Headless)?(?:Chrome|CriOS)\/(\d+)/],
  ['Safari', /\bVersion\/(\d+).*Safari/],
];

/** 'Chrome 156', from what a browser calls itself. */
function browserWords(userAgent: string): string {
  for (const [name, pattern] of browsers) {
    const version = pattern.exec(userAgent)?.[1];
    if (version) return `${name} ${version}`;
  }
  return 'another browser';
}
