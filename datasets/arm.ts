/** One arm of a spiral around the middle of the plane. */

/**
 * The point at `t` (0..1) of arm number `label` of `arms`, evenly turned from radius 0.15 to 1.75.
 * @param turns how often an arm goes around
 */
export function arm(label: number, arms: number, turns: number, t: number): [number, number] {
  const radius = 0.15 + 1.6 * t;
  const angle = 2 * Math.PI * (turns * t + label / arms);
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
}
