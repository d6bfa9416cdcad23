/** Arrow keys on the plane. */

const arrows: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/**
 * Which way an arrow key goes on the plane, and how far; null for another key. What the key else does is held off.
 * @param step how far; with Shift, five times as far
 */
export function wayOf(event: KeyboardEvent, step: number): [number, number] | null {
  const way = arrows[event.key];
  if (!way || event.ctrlKey || event.metaKey || event.altKey) return null;
  event.preventDefault();
  const far = event.shiftKey ? 5 * step : step;
  return [way[0] * far, way[1] * far];
}
