/** What the reader's own points say of themselves, and those that there are before any is drawn. */
import type { DatasetMeta } from '../../src/contract/dataset';
import { allPlaneFeatures } from '../features';

const meta: DatasetMeta = {
  id: 'points',
  order: 90,
  name: 'Your points',
  summary: 'Points of two classes that you draw on the plane yourself.',
  kind: 'plane',
  classes: ['class A', 'class B'],
  features: allPlaneFeatures,
  defaultFeatures: ['x1', 'x2'],
  defaultTrainShare: 0.7,
  own: true,
  // A group of A, and an arc of B around it: a straight line does not tell them apart.
  startPoints: [
    [-0.4, -0.2, 0],
    [-0.1, 0.2, 0],
    [0.3, -0.1, 0],
    [-0.2, -0.6, 0],
    [0.2, -0.5, 0],
    [0, -0.1, 0],
    [-0.5, 0.3, 0],
    [0.4, 0.3, 0],
    [-1.3, -0.7, 1],
    [-1.4, 0, 1],
    [-1.2, 0.7, 1],
    [-0.7, 1.2, 1],
    [0, 1.4, 1],
    [0.7, 1.2, 1],
    [1.2, 0.7, 1],
    [1.4, 0, 1],
  ],
  // A pencil, its point at the lower left.
  thumbnail: { kind: 'lines', path: 'M22 78L28 58L66 20L80 34L42 72ZM58 28L72 42' },
  licence: 'yours',
  source: 'drawn by you; they stay on this device',
};

export default meta;
