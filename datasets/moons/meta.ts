/** What Moons says of itself. */
import { planeMeta } from '../plane-meta';
import { figure } from './figure';

export default planeMeta({
  id: 'moons',
  order: 50,
  name: 'Moons',
  summary: 'Two half circles that reach into each other: the smallest figure that needs a real curve.',
  classes: ['upper moon', 'lower moon'],
  noise: { default: 0.1, max: 0.4 },
  figure,
});
