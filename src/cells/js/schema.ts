/**
 * A `js` fence: code that the reader can change. `id` and `title` stand in the info string, ```js id=adam title="Adam by hand";
 * the body is the code. Without an id it is no cell, but code to be read. The build adds what it has found by parsing.
 */
import * as v from 'valibot';
import type { CellSchema } from '../../contract/cell';
import type { CodeNames } from '../../contract/sandbox';
import { strict } from '../fields';

/** What the build makes of it. */
export interface JsBody {
  code: string;
  /** The code in spans of the classes tok-…. */
  html: string;
  names: CodeNames;
}

export default {
  kind: 'js',
  tag: 'fp-js',
  schema: v.pipe(strict({}), v.readonly()),
  // value: of the last expression, where it is a number, text or truth value, else null
  publishes: ['state', 'runs', 'value'],
  width: 'column',
  code: {
    derives: {
      layers: ['model', 'weights'], // of each layer: units, activation, kernel (inputs × units), bias
      data: ['spec'], // features, classes, x (examples × features), labels, target, train, test
      answers: ['spec', 'model', 'weights'], // of the network to each example of the data, by the plain backend
    },
  },
} satisfies CellSchema;
