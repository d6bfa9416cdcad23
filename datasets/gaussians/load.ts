/** Generates Gaussians from seed and noise. */
import { plane } from '../plane';
import { figure } from './figure';

export default plane(2, figure);
