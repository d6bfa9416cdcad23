/** The reader's own points, as they stand in the spec. */
import { EngineError } from '../../src/engine/errors';
import type { Load } from '../loading';
import { lacking } from './check';
import meta from './meta';

const load: Load = ({ points = meta.startPoints ?? [] }) => {
  const lack = lacking(points);
  if (lack) throw new EngineError('bad-data', lack, 'Draw them on the plane.');
  return {
    raw: Float32Array.from(points.flatMap(([x1, x2]) => [x1, x2])),
    rawWidth: 2,
    labels: Uint8Array.from(points, ([, , label]) => label),
    notes: [],
  };
};

export default load;
