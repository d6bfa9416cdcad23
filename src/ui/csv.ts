/** A table as CSV, the device that it was found on in its last columns. Pure. */
import type { Device } from '../contract/measurement';

export function csv(names: readonly string[], rows: readonly (readonly unknown[])[], device: Device): string {
  const { userAgent, cores, crossOriginIsolated, at } = device;
  const last = [userAgent, cores, crossOriginIsolated, at];
  const all = [
    [...names, 'user_agent', 'cores', 'cross_origin_isolated', 'exported_at'],
    ...rows.map((row) => [...row, ...last]),
  ];
  return `${all.map((row) => row.map(field).join(',')).join('\n')}\n`;
}

/** As RFC 4180 has it: quoted where a comma, a quote or a line break stands in it. */
function field(value: unknown): string {
  const text = String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
