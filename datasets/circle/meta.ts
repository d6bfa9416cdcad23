/** What Circle says of itself. */
import { planeMeta } from '../plane-meta';
import { figure } from './figure';

export default planeMeta({
  id: 'circle',
  order: 10,
  name: 'Circle',
  summary: 'A disc inside a ring: one closed curve separates them, no straight line does.',
  classes: ['outside', 'inside'],
  noise: { default: 0.1, max: 0.5 },
  figure,
});
