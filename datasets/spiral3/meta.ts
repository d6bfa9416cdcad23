/** What Three-armed spiral says of itself. */
import { planeMeta } from '../plane-meta';
import { figure } from './figure';

export default planeMeta({
  id: 'spiral3',
  order: 60,
  name: 'Three-armed spiral',
  summary: 'Three arms, so three classes: the network ends in a softmax.',
  classes: ['first arm', 'second arm', 'third arm'],
  noise: { default: 0.05, max: 0.3 },
  figure,
});
