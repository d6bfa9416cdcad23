/** Every place of a JSON value where another could stand: where a sound file or link is made wrong. */

/** Those with something in them, each with who holds it. */
export function placesIn(value: unknown): [Record<string, unknown>, string][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    ...(inner === undefined ? [] : [[value as Record<string, unknown>, key] as [Record<string, unknown>, string]]),
    ...placesIn(inner),
  ]);
}
