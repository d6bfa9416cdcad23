/** A network as a JSON file of ours: the cell's whole state with its weights, checked like a link when it comes back. Pure. */
import * as v from 'valibot';
import type { Opening } from '../cells/network/opening';
import { InputFault } from '../share/fault';
import { complaint } from '../share/issues';
import { readNetwork, writeNetwork } from '../share/network';
import type { TrainedNetwork } from './trained';

export const fileFormat = 'forward-pass/network';
const version = 1;

const schema = v.object({
  format: v.literal(fileFormat),
  version: v.pipe(v.number(), v.integer()),
  cell: v.unknown(),
});

export function toFile({ model, features, classes, about, target, scales }: TrainedNetwork, opening: Opening): string {
  const file = {
    format: fileFormat,
    version,
    about,
    model,
    features,
    classes,
    target,
    scales,
    cell: writeNetwork(opening, true),
  };
  return `${JSON.stringify(file, null, 1)}\n`;
}

/** @throws InputFault 'schema' or 'meaning' */
export function fromFile(json: unknown): Opening {
  const result = v.safeParse(schema, json);
  if (!result.success) throw new InputFault('schema', complaint(result.issues));
  if (result.output.version !== version)
    throw new InputFault('schema', `It is of version ${result.output.version}, and this page reads version ${version}.`);
  const opening = readNetwork(result.output.cell);
  if (!opening.checkpoint) throw new InputFault('meaning', 'It holds no weights.');
  return opening;
}
