/** What XOR says of itself. */
import { planeMeta } from '../plane-meta';
import { figure } from './figure';

export default planeMeta({
  id: 'xor',
  order: 20,
  name: 'XOR',
  summary: 'Four blocks, opposite corners alike: no single line, and no single neuron, can do it.',
  classes: ['same sign', 'different signs'],
  noise: { default: 0.1, max: 0.5 },
  figure,
});
