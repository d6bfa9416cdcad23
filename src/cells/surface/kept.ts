/** What a surface cell keeps from visit to visit: its settings; the path follows from them. */
import * as v from 'valibot';
import { between, strict, whole } from '../fields';
import { surfaceNames } from './schema';

const count = whole(0, Number.MAX_SAFE_INTEGER);
const place = between(-100, 100);
const curvature = between(0.1, 100);

export const kept = {
  version: 1,
  settings: strict({
    settings: strict({
      surface: v.picklist(surfaceNames),
      curvatures: v.tuple([curvature, curvature], 'expected two curvatures'),
      learningRate: between(0, 100),
      momentum: between(0, 0.99),
      steps: whole(1, 500),
      start: v.tuple([place, place], 'expected a point'),
    }),
    moved: count,
    changes: count,
  }),
  results: v.never(),
};
