/** A value as text, as a console shows it: bounded in depth, in length and in time, whatever it is. */

const most = { items: 24, keys: 24, depth: 3, text: 4000 };

/** Never throws, though a getter or a proxy of the reader's may. */
export function inspect(value: unknown): string {
  try {
    const text = typeof value === 'string' ? value : write(value, 0, []);
    return text.length > most.text ? `${text.slice(0, most.text)}… (${text.length} characters)` : text;
  } catch (error) {
    return `(cannot be shown: ${reasonOf(error)})`;
  }
}

/** What was thrown may itself throw when it is read. */
function reasonOf(error: unknown): string {
  try {
    if (error instanceof Error) return String(error.message).slice(0, 200);
  } catch {
    // then as for anything that is no error
  }
  return 'it throws when read';
}

function write(value: unknown, depth: number, above: readonly unknown[]): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 200 ? `${value.slice(0, 200)}…` : value);
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'function') return `ƒ ${value.name || '(anonymous)'}`;
  if (typeof value === 'number') return figure(value, depth);
  if (typeof value !== 'object' || value === null) return String(value);
  if (above.includes(value)) return '(itself)';
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  if (value instanceof Promise) return 'Promise (await it to see its value)';
  const inside = [...above, value];
  const one = (item: unknown) => write(item, depth + 1, inside);
  if (isList(value)) {
    const name = Array.isArray(value)
      ? value.length > most.items
        ? `Array(${value.length}) `
        : ''
      : `${nameOf(value)}(${value.length}) `;
    return depth >= most.depth
      ? `${name}[…]`
      : `${name}[${cut(Array.prototype.slice.call(value, 0, most.items).map(one), value.length)}]`;
  }
  if (value instanceof Map || value instanceof Set) {
    if (depth >= most.depth) return `${nameOf(value)}(${value.size})`;
    const items = [...value.entries()].slice(0, most.items);
    const parts = items.map(([key, item]) => (value instanceof Map ? `${one(key)} → ${one(item)}` : one(item)));
    return `${nameOf(value)}(${value.size}) {${cut(parts, value.size)}}`;
  }
  const keys = Object.keys(value);
  const name = nameOf(value);
  const prefix = name === 'Object' ? '' : `${name} `;
  if (depth >= most.depth) return keys.length > 0 ? `${prefix}{…}` : `${prefix}{}`;
  const parts = keys.slice(0, most.keys).map((key) => `${key}: ${one((value as Record<string, unknown>)[key])}`);
  return `${prefix}{${cut(parts, keys.length)}}`;
}

/** A single number in full; numbers in a list in six digits. */
function figure(value: number, depth: number): string {
  if (Object.is(value, -0)) return '-0';
  return depth === 0 || Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)));
}

function cut(parts: readonly string[], length: number): string {
  return length > parts.length ? [...parts, `… ${length - parts.length} more`].join(', ') : parts.join(', ');
}

function nameOf(value: object): string {
  const name: unknown = (Object.getPrototypeOf(value) as { constructor?: { name?: unknown } } | null)?.constructor?.name;
  return typeof name === 'string' && name !== '' ? name : 'Object';
}

/** An array or a typed array. */
export function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}
