/** The UCI 8×8 digits from digits.bin: 65 bytes an image, 64 pixels of 0..16 and the label. Pixels are scaled to 0..1. */
import type { Load } from '../loading';
import url from './digits.bin?url';

const load: Load = async (_spec, { read }) => {
  const bytes = new Uint8Array(await read(url));
  const n = bytes.length / 65;
  const raw = new Float32Array(n * 64);
  const labels = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    for (let p = 0; p < 64; p++) raw[64 * i + p] = bytes[65 * i + p] / 16;
    labels[i] = bytes[65 * i + 64];
  }
  const notes = [
    'The same people wrote images on both sides of the split, so the test score is kinder than one on new writers would be.',
  ];
  return { raw, rawWidth: 64, labels, notes };
};

export default load;
