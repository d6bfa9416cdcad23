/** Random states of a network cell, for property tests. */
import fc from 'fast-check';
import { metas } from '../../datasets/metas';
import { backendNames } from '../../src/cells/network/names';
import type { Opening, View } from '../../src/cells/network/opening';
import { bodyOf, modelOf, settingsOf, type Settings } from '../../src/cells/network/settings';
import { conventions } from '../../src/engine/conventions';
import { canHide, canLock, parts } from '../../src/cells/network/teacher-words';
import { parameterCount } from '../../src/engine/layout';
import { slotCount } from '../../src/engine/optimizers';
import { hiddenActivations, optimizerNames } from '../engine/arbitrary';

const exact = (min: number, max: number) => fc.double({ min, max, noNaN: true }).map((value) => value + 0);

const anySettings: fc.Arbitrary<Settings> = fc
  .record({
    id: fc.constantFrom(...Object.keys(metas)),
    seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
    dataSeed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
    share: exact(0.1, 0.9),
    noise: exact(0, 1),
    hidden: fc.array(fc.record({ units: fc.integer({ min: 1, max: 12 }), activation: fc.constantFrom(...hiddenActivations) }), {
      maxLength: 4,
    }),
    squared: fc.boolean(),
    optimizer: fc.constantFrom(...optimizerNames),
    knobs: fc.record({
      learningRate: exact(0, 10),
      batchSize: fc.integer({ min: 1, max: 4096 }),
      l1: exact(0, 1),
      l2: exact(0, 1),
    }),
    backend: fc.constantFrom(...backendNames),
  })
  .map(({ id, seed, dataSeed, share, noise, squared, optimizer, ...rest }) => {
    const meta = metas[id];
    const start = settingsOf({ data: id, dataSeed }, meta);
    return {
      ...start,
      ...rest,
      data: {
        ...start.data,
        noise: meta.knobs ? noise * meta.knobs.noise.max : 0,
        trainShare: meta.noHeldOut ? start.data.trainShare : share,
      },
      loss: squared ? 'meanSquaredError' : null,
      optimizer: conventions.optimizers[optimizer],
      seed,
    } satisfies Settings;
  });

const anyKnobs = fc
  .record({
    learningRate: fc.option(exact(0, 10), { nil: undefined }),
    batchSize: fc.option(fc.integer({ min: 1, max: 4096 }), { nil: undefined }),
  })
  .map((knobs) => JSON.parse(JSON.stringify(knobs)) as typeof knobs);

const anyChanges = fc
  .uniqueArray(fc.integer({ min: 0, max: 1e6 }), { maxLength: 6 })
  .chain((steps) =>
    fc
      .array(anyKnobs, { minLength: steps.length, maxLength: steps.length })
      .map((all) => steps.sort((a, b) => a - b).map((step, i) => ({ step, knobs: all[i] }))),
  );

const anyView: fc.Arbitrary<View> = fc.tuple(fc.subarray(parts), fc.infiniteStream(fc.boolean())).map(([chosen, flips]) => {
  const hidden = chosen.filter((part) => canHide(part) && (!canLock(part) || flips.next().value));
  return { hidden: hidden.filter(canHide), locked: chosen.filter((part) => !hidden.includes(part)).filter(canLock) };
});

/** States as a cell has them: settings, changes, and perhaps weights. */
export const anyOpening: fc.Arbitrary<Opening> = fc
  .record({
    settings: anySettings,
    changes: anyChanges,
    step: fc.integer({ min: 0, max: 1e6 }),
    trained: fc.boolean(),
    forked: fc.boolean(),
    view: fc.option(anyView, { nil: undefined }),
  })
  .map(({ settings, changes, step, trained, forked, view }) => {
    const meta = metas[settings.data.dataset];
    const body = bodyOf(settings, meta);
    const parameters = parameterCount(modelOf(settings, meta));
    const numbers = (from: number) => Float32Array.from({ length: parameters }, (_, i) => Math.sin(from + i));
    const run = {
      body,
      changes,
      step,
      checkpoint: trained
        ? {
            step,
            epoch: 3,
            position: 0,
            weights: numbers(0),
            slots: Array.from({ length: slotCount(settings.optimizer.kind) }, (_, i) => numbers(i + 1)),
          }
        : null,
    };
    const { checkpoint: _, ...fork } = { ...run, body: { ...body, batchSize: 7 } };
    return { ...run, second: forked ? { ...fork, checkpoint: null } : null, ...(view && { view }) };
  });
