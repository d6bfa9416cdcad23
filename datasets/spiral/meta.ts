/** What Spiral says of itself. */
import { planeMeta } from '../plane-meta';
import { figure } from './figure';

export default planeMeta({
  id: 'spiral',
  order: 40,
  name: 'Spiral',
  summary: 'Two arms wound around each other: easy for the eye, hard for a small network.',
  classes: ['first arm', 'second arm'],
  noise: { default: 0.05, max: 0.3 },
  figure,
});
