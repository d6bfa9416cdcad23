/**
 * `Plot` as a cell has it: the same calls as Observable Plot's, but nothing is drawn here. What they were given is recorded,
 * each channel evaluated to a list of values, and the page draws that. A function, a style or an address never leaves.
 */
import type { ChannelValue, RecordedMark, RecordedPlot, RecordedScale } from '../../contract/sandbox';
import { inspect, isList } from './inspect';

/** Examples a mark takes; more would keep the page from drawing smoothly. */
const longest = 5000;
/** What else a chart may have; the page takes no more (src/sandbox/messages.ts). */
const most = { marks: 40, domain: 1000, text: 200 };

const marks =
  'line lineX lineY areaX areaY dot dotX dotY barX barY cell rect rectX rectY ruleX ruleY tickX tickY text link'.split(' ');
const places = ['x', 'y', 'x1', 'x2', 'y1', 'y2', 'fx', 'fy'];
const channels = [...places, 'z', 'fill', 'stroke', 'r', 'text', 'title', 'opacity'];
const constants =
  'strokeWidth strokeOpacity fillOpacity strokeDasharray curve symbol fontSize textAnchor lineAnchor dx dy inset rotate marker'.split(
    ' ',
  );
const scales = ['x', 'y', 'color', 'r'] as const;

class Mark {
  readonly recorded: RecordedMark;
  constructor(recorded: RecordedMark) {
    this.recorded = recorded;
  }
  plot(options: unknown = {}): Plotted {
    return plot({ ...(options as object), marks: [...listed((options as { marks?: unknown }).marks), this] });
  }
}

class Plotted {
  readonly recorded: RecordedPlot;
  constructor(recorded: RecordedPlot) {
    this.recorded = recorded;
  }
}

/** The record in what Plot.plot, or a mark alone, has given; null for anything else. */
export function recordedIn(value: unknown): RecordedPlot | null {
  if (value instanceof Mark) return value.plot().recorded;
  return value instanceof Plotted ? value.recorded : null;
}

/** @throws TypeError for a part of Observable Plot that is not recorded */
export function createPlot(): Readonly<Record<string, unknown>> {
  const known: Record<string, unknown> = { plot };
  for (const name of marks) known[name] = (data: unknown, options?: unknown) => new Mark(record(name, data, options));
  return new Proxy(Object.freeze(known), {
    get(target, name) {
      if (typeof name === 'symbol' || Object.hasOwn(target, name)) return Reflect.get(target, name) as unknown;
      throw new TypeError(`Plot.${name} is not available here; there are plot, ${marks.join(', ')}`);
    },
  });
}

function plot(options: unknown = {}): Plotted {
  const given = asObject(options, 'Plot.plot takes an object such as { marks: [Plot.line(…)] }');
  const own = listed(given.marks).flat(4);
  for (const mark of own) {
    if (!(mark instanceof Mark) && mark !== null && mark !== undefined)
      throw new TypeError(`Plot.plot: marks holds ${inspect(mark)}, which is no mark such as Plot.line(…)`);
  }
  const drawn = own.filter((mark) => mark instanceof Mark);
  if (drawn.length > most.marks) throw new RangeError(`Plot.plot: ${drawn.length} marks; at most ${most.marks} can be drawn`);
  return new Plotted({
    title: asText(given.title),
    height: typeof given.height === 'number' ? given.height : null,
    scales: scales.flatMap((name) => scaleOf(name, given[name], given.grid === true)),
    marks: drawn.map((mark) => mark.recorded),
  });
}

function scaleOf(name: RecordedScale['name'], value: unknown, grid: boolean): RecordedScale[] {
  const plane = name === 'x' || name === 'y';
  if (value === undefined && !(grid && plane)) return [];
  const options = asObject(value ?? {}, `Plot.plot: ${name} takes an object such as { label: "loss" }`);
  if (isList(options.domain) && options.domain.length > most.domain)
    throw new RangeError(
      `Plot.plot: the domain of ${name} has ${options.domain.length} values; at most ${most.domain} can be drawn`,
    );
  return [
    {
      name,
      label: asText(options.label),
      type: asText(options.type),
      domain: isList(options.domain) ? Array.from(options.domain, asValue) : null,
      grid: plane && (grid || options.grid === true),
      reverse: options.reverse === true,
      zero: options.zero === true,
    },
  ];
}

function record(mark: string, data: unknown, options: unknown): RecordedMark {
  const where = `Plot.${mark}`;
  if (isRecord(data) && options === undefined && !isList(data) && !isIterable(data)) return record(mark, null, data);
  const given = asObject(options ?? {}, `${where} takes options such as { x: "epoch", y: "loss" }`);
  const rows: unknown[] =
    data === null || data === undefined ? [] : isList(data) ? Array.from(data) : isIterable(data) ? [...data] : [data];
  if (rows.length > longest) throw new RangeError(`${where}: ${rows.length} examples; at most ${longest} can be drawn`);
  const options_ = { ...implied(mark, rows, given), ...given };
  const recorded: RecordedMark = { mark, channels: [], constants: [] };
  for (const [name, value] of Object.entries(options_)) {
    if (value === undefined || value === null) continue;
    if (channels.includes(name)) recorded.channels.push(channelOf(name, value, rows, where));
    else if (constants.includes(name) && (Number.isFinite(value) || typeof value === 'string'))
      recorded.constants.push({ name, value: typeof value === 'number' ? value : (asText(value) ?? '') });
    else if (constants.includes(name)) throw new TypeError(`${where}: ${name} takes a number or text, and not ${inspect(value)}`);
    else
      throw new TypeError(
        `${where}: the option ${name} is not available here; there are ${[...channels, ...constants].join(', ')}`,
      );
  }
  return recorded;
}

/** What Plot assumes: pairs for most marks, the value and its index for the marks along one axis. */
function implied(mark: string, rows: readonly unknown[], given: Record<string, unknown>): Record<string, unknown> {
  const index = (_: unknown, i: number) => i;
  const self = (value: unknown) => value;
  const along = /[XY]$/.exec(mark)?.[0].toLowerCase();
  if (mark.startsWith('rule') || mark.startsWith('tick'))
    return along && !(along in given) && rows.length > 0 ? { [along]: self } : {};
  if (along) {
    const across = along === 'x' ? 'y' : 'x';
    const ends = `${along}1` in given || `${along}2` in given;
    const value = along in given || ends || rows.some((row) => isRecord(row)) ? {} : { [along]: self };
    const needsIndex =
      !(across in given) && !(`${across}1` in given) && !(mark.startsWith('bar') && along in given && rows.some(isRecord));
    return needsIndex ? { [across]: index, ...value } : value;
  }
  if ('x' in given || 'y' in given || 'x1' in given || !rows.some(isList)) return {};
  return { x: (row: ArrayLike<unknown>) => row[0], y: (row: ArrayLike<unknown>) => row[1] };
}

function channelOf(name: string, value: unknown, rows: readonly unknown[], where: string): RecordedMark['channels'][number] {
  if (isRecord(value) && !isList(value) && 'value' in value) {
    const channel = channelOf(name, value.value, rows, where);
    return { ...channel, label: asText(value.label) ?? channel.label };
  }
  if (typeof value === 'function') {
    const each = value as (row: unknown, i: number) => unknown;
    return { name, values: rows.map((row, i) => asValue(each(row, i))), label: null };
  }
  if (isList(value)) {
    if (value.length > longest)
      throw new RangeError(`${where}: ${name} has ${value.length} values; at most ${longest} can be drawn`);
    return { name, values: Array.from(value, asValue), label: null };
  }
  if (typeof value === 'string') {
    const field = rows.some((row) => isRecord(row) && Object.hasOwn(row, value));
    if (field) return { name, values: rows.map((row) => (isRecord(row) ? asValue(row[value]) : null)), label: asText(value) };
    if (places.includes(name)) throw new TypeError(`${where}: no example has a field "${value}" for ${name}`);
  }
  // A constant; along an axis Plot wants one for each example.
  const one = asValue(value);
  return { name, values: places.includes(name) && rows.length > 0 ? rows.map(() => one) : [one], label: null };
}

/** Null where it is no text; what is longer than a chart has room for is cut. */
function asText(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  return value.length > most.text ? `${value.slice(0, most.text - 1)}…` : value;
}

function asValue(value: unknown): ChannelValue {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.getTime();
  return inspect(value).slice(0, 200);
}

function listed(value: unknown): unknown[] {
  return value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value;
}

function asObject(value: unknown, message: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || isList(value)) throw new TypeError(message);
  return value as Record<string, unknown>;
}
