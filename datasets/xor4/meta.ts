/** What the four points of XOR say of themselves. */
import type { DatasetMeta } from '../../src/contract/dataset';
import { allPlaneFeatures } from '../features';

const meta: DatasetMeta = {
  id: 'xor4',
  order: 25,
  name: 'XOR, four points',
  summary: 'Only the four points of the truth table. All of them train and test: none can be held out.',
  kind: 'plane',
  classes: ['0', '1'],
  features: allPlaneFeatures,
  defaultFeatures: ['x1', 'x2'],
  defaultTrainShare: 0.5,
  noHeldOut: true,
  thumbnail: {
    kind: 'points',
    points: [
      [0.25, 0.75, 0],
      [0.25, 0.25, 1],
      [0.75, 0.75, 1],
      [0.75, 0.25, 0],
    ],
  },
  licence: 'MIT (written by this project)',
  source: 'the truth table of exclusive or',
};

export default meta;
