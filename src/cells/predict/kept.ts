/** What is kept of a guess that has not come to count: one that has is progress. */
import * as v from 'valibot';
import { strict } from '../fields';

const known = v.union([v.number(), v.string(), v.boolean()], 'expected a number, text, true or false');

export const kept = {
  version: 1,
  settings: strict({
    guess: v.nullable(known),
    /** Of a guess made with it in sight. */
    result: v.nullable(known),
  }),
  results: v.never(),
};
