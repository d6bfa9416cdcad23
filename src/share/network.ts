/**
 * The state of a network cell as a link carries it: its settings in the words of a lesson's fence, the changes of knobs since
 * the start, how far it had come, and perhaps the weights it had come to. Written and read here, and nothing believed. Pure.
 */
import * as v from 'valibot';
import { metaOf, metas } from '../../datasets/metas';
import { lacking } from '../../datasets/points/check';
import cell, { viewSchema } from '../cells/network/schema';
import { modelOf, settingsOf, type Settings } from '../cells/network/settings';
import type { Opening, OpeningRun } from '../cells/network/opening';
import { between, strict, whole } from '../cells/fields';
import type { Checkpoint } from '../contract/backend';
import type { DatasetMeta } from '../contract/dataset';
import type { Knobs } from '../contract/model';
import { EngineError } from '../engine/errors';
import { validateKnobs, validateModel, validateSnapshot } from '../engine/validate';
import { bytesToFloats, floatsToBytes, fromBase64, toBase64 } from './base64';
import { InputFault } from './fault';
import { complaint } from './issues';

const count = () => whole(0, Number.MAX_SAFE_INTEGER);
const base64 = () => v.string('expected numbers in base64');

const changes = v.pipe(
  v.array(
    strict({
      step: count(),
      knobs: strict({
        learningRate: v.optional(between(0, 100)),
        batchSize: v.optional(whole(1, 100_000)),
        l1: v.optional(between(0, 10)),
        l2: v.optional(between(0, 10)),
      }),
    }),
  ),
  v.maxLength(10_000, 'expected at most 10,000 changes'),
);

const run = {
  body: cell.schema,
  changes,
  step: count(),
  checkpoint: v.optional(
    strict({ epoch: count(), position: count(), weights: base64(), slots: v.pipe(v.array(base64()), v.maxLength(2)) }),
  ),
};

const schema = strict({ ...run, second: v.optional(strict(run)), view: v.optional(viewSchema) });

type WireRun = Omit<Wire, 'second' | 'view'>;
type Wire = v.InferOutput<typeof schema>;

/** @param withWeights whether the trained weights go along: then the run goes on from them, else it begins anew */
export function writeNetwork({ second, view, ...first }: Opening, withWeights: boolean): Wire {
  return {
    ...writeRun(first, withWeights),
    ...(second && { second: writeRun(second, withWeights) }),
    ...(view && { view: { version: 1, hidden: [...view.hidden], locked: [...view.locked] } }),
  };
}

/** @throws InputFault 'schema' or 'meaning' */
export function readNetwork(state: unknown): Opening {
  const result = v.safeParse(schema, state);
  if (!result.success) throw new InputFault('schema', complaint(result.issues));
  const { second, view, ...first } = result.output;
  const settings = checkRun('', first);
  if (second) checkSecond(settings, checkRun('Second run: ', second));
  return {
    ...readRun('', first, settings),
    second: second ? readRun('Second run: ', second, settings) : null,
    ...(view && { view: { hidden: view.hidden, locked: view.locked } }),
  };
}

function writeRun({ body, changes, step, checkpoint }: OpeningRun, withWeights: boolean): WireRun {
  if (!withWeights || !checkpoint) return { body, changes, step };
  const text = (numbers: Float32Array) => toBase64(floatsToBytes(numbers));
  const { epoch, position, weights, slots } = checkpoint;
  return {
    body,
    changes,
    step: checkpoint.step,
    checkpoint: { epoch, position, weights: text(weights), slots: slots.map(text) },
  };
}

function meaning(message: string, cause?: unknown): InputFault {
  return new InputFault('meaning', message, { cause });
}

function checkRun(where: string, { body, changes }: WireRun): Settings {
  // A table's own description is whole by the schema.
  const names = [...Object.keys(metas), ...(body.table ? ['table'] : [])];
  const unknown = [body.data, ...(body.datasets ?? [])].find((name) => !names.includes(name));
  if (unknown !== undefined) throw meaning(`${where}There is no dataset “${unknown}”. There are ${names.join(', ')}.`);
  const meta = metaOf(body.data, body.table);
  const stray = body.features?.find((name, i, all) => !meta.features.includes(name) || all.indexOf(name) !== i);
  if (stray !== undefined)
    throw meaning(`${where}${meta.name} has no feature “${stray}”, or has it only once. It has ${meta.features.join(', ')}.`);
  checkDataKnobs(where, body);
  checkPoints(where, body, meta);
  if (body.table && body.data !== 'table') throw meaning(`${where}It describes a table, but its dataset is ${meta.name}.`);
  const settings = settingsOf(body, meta);
  if (meta.target !== undefined && settings.loss && settings.loss !== 'meanSquaredError')
    throw meaning(`${where}Its target “${meta.target}” is a number, whose loss is meanSquaredError and not ${settings.loss}.`);
  sound(where, () => {
    validateModel(modelOf(settings, meta), settings.optimizer);
    validateKnobs(settings.knobs);
  });
  changes.forEach(({ step, knobs }, i) => {
    if (i > 0 && step <= changes[i - 1].step)
      throw meaning(`${where}Change ${i + 1} is of step ${step}, which does not come after the one before it.`);
    sound(`${where}change ${i + 1}: `, () => validateKnobs({ ...settings.knobs, ...given(knobs) }));
  });
  return settings;
}

function checkDataKnobs(where: string, { data, noise, samples }: Wire['body']): void {
  const { knobs, name } = metaOf(data, undefined);
  if (!knobs) {
    if (noise !== undefined || samples !== undefined)
      throw meaning(`${where}${name} is real data: it has no noise and no samples.`);
    return;
  }
  const limits = knobs.samples;
  if (noise !== undefined && noise > knobs.noise.max)
    throw meaning(`${where}The noise of ${name} is ${noise}; it may be at most ${knobs.noise.max}.`);
  if (samples !== undefined && (samples < limits.min || samples > limits.max))
    throw meaning(`${where}${name} has ${samples} samples; it may have ${limits.min} to ${limits.max}.`);
}

function checkPoints(where: string, { points }: Wire['body'], { id, name }: DatasetMeta): void {
  if (!points) return;
  if (id !== 'points') throw meaning(`${where}It has points of its own, but its dataset is ${name}.`);
  const lack = lacking(points);
  if (lack) throw meaning(`${where}${lack}`);
}

/** Keys that stand there without a value are none. */
function given(knobs: Partial<Knobs>): Partial<Knobs> {
  return Object.fromEntries(Object.entries(knobs).filter(([, value]) => value !== undefined));
}

function checkSecond(first: Settings, second: Settings): void {
  const shared = ({ data, hidden, output, loss, seed, backend }: Settings) =>
    JSON.stringify([data, hidden, output, loss, seed, backend]);
  if (shared(first) !== shared(second))
    throw meaning(
      'The second run is of another network or other data than the first: it may differ in optimizer and knobs alone.',
    );
}

function readRun(where: string, { body, changes, step, checkpoint: from }: WireRun, settings: Settings): OpeningRun {
  if (!from) return { body, changes, step, checkpoint: null };
  const floats = (what: string, text: string) => {
    const bytes = fromBase64(text);
    const numbers = bytes && bytesToFloats(bytes);
    if (!numbers) throw meaning(`${where}The ${what} are no float32 numbers in base64.`);
    if (!numbers.every(Number.isFinite)) throw meaning(`${where}The ${what} hold a number that is not finite.`);
    return numbers;
  };
  const checkpoint: Checkpoint = {
    ...from,
    step,
    weights: floats('weights', from.weights),
    slots: from.slots.map((slot) => floats('optimizer’s numbers', slot)),
  };
  const { optimizer, data } = settingsOf(body, metaOf(body.data, body.table));
  sound(where, () => validateSnapshot(modelOf(settings, metaOf(data.dataset, data.table)), optimizer, checkpoint));
  return { body, changes, step, checkpoint };
}

/** The engine's own rules, in its own words. */
function sound(where: string, check: () => void): void {
  try {
    check();
  } catch (error) {
    if (error instanceof EngineError) throw meaning(`${where}${error.message} ${error.hint}`, error);
    throw error;
  }
}
