/** Generates Three-armed spiral from seed and noise. */
import { plane } from '../plane';
import { figure } from './figure';

export default plane(3, figure);
