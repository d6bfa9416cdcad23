/** What Gaussians says of itself. */
import { planeMeta } from '../plane-meta';
import { figure } from './figure';

export default planeMeta({
  id: 'gaussians',
  order: 30,
  name: 'Gaussians',
  summary: 'Two round clouds: the one figure here that a single straight line separates.',
  classes: ['lower left', 'upper right'],
  noise: { default: 0.1, max: 0.8 },
  figure,
});
