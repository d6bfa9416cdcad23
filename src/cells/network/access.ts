/** Which controls a reader has: those that the lesson asks for, less what a teacher has hidden or locked. Pure. */
import type { View } from './opening';
import type { ControlName, NetworkBody, PartName } from './schema';

export interface Access {
  shows(control: ControlName): boolean;
  /** Of what is there whichever controls a lesson asks for, such as the phase switch. */
  hidden(part: PartName): boolean;
  locked(part: PartName): boolean;
}

export const unrestricted: View = { hidden: [], locked: [] };

/** What a lesson gets that asks for the basic controls: the picture's five, and two under "More controls". */
const basic: readonly ControlName[] = ['data', 'activation', 'optimizer', 'learningRate', 'batchSize', 'seed', 'speed'];

/** In every cell, whichever controls a lesson asks for. */
const everywhere: readonly PartName[] = ['backend', 'batchSize', 'phase', 'repeats', 'weights', 'export', 'import'];

function asked(controls: NetworkBody['controls'] = 'all', control: ControlName): boolean {
  if (controls === 'basic') return basic.includes(control);
  return controls === 'all' || controls.includes(control);
}

export function accessOf(controls: NetworkBody['controls'], { hidden, locked }: View): Access {
  const has = (list: readonly string[], part: PartName) => list.includes(part);
  return {
    shows: (control) => asked(controls, control) && !has(hidden, control),
    hidden: (part) => has(hidden, part),
    locked: (part) => has(locked, part),
  };
}

/** Whether the reader may bring examples of their own. */
export function bringsData({ shows, locked }: Access): boolean {
  return shows('data') && !locked('data');
}

/** Of these parts, those that a cell with these controls has. */
export function partsOf(controls: NetworkBody['controls'], parts: readonly PartName[]): PartName[] {
  return parts.filter((part) => everywhere.includes(part) || asked(controls, part as ControlName));
}

export function restricts({ hidden, locked }: View): boolean {
  return hidden.length + locked.length > 0;
}
