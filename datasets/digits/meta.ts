/** What the 8×8 digits say of themselves. */
import type { DatasetMeta } from '../../src/contract/dataset';

const pixels = Array.from({ length: 64 }, (_, i) => `pixel ${Math.floor(i / 8) + 1}, ${(i % 8) + 1}`);

const meta: DatasetMeta = {
  id: 'digits',
  order: 80,
  name: 'Handwritten digits',
  summary: 'Digits written by 13 people, each an image of 8 × 8 grey pixels: ten classes, 64 inputs.',
  kind: 'image',
  classes: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
  features: pixels,
  defaultFeatures: pixels,
  imageShape: [8, 8],
  defaultTrainShare: 0.7,
  // Image 3 of digits.bin, a three.
  thumbnail: {
    kind: 'pixels',
    shape: [8, 8],
    pixels: [
      0.0, 0.0, 0.44, 0.94, 0.81, 0.06, 0.0, 0.0, 0.0, 0.5, 0.81, 0.38, 0.94, 0.25, 0.0, 0.0, 0.0, 0.12, 0.06, 0.81, 0.81, 0.0,
      0.0, 0.0, 0.0, 0.0, 0.12, 0.94, 0.69, 0.06, 0.0, 0.0, 0.0, 0.0, 0.0, 0.06, 0.75, 0.75, 0.06, 0.0, 0.0, 0.0, 0.0, 0.0, 0.06,
      0.62, 0.5, 0.0, 0.0, 0.0, 0.5, 0.25, 0.31, 0.88, 0.56, 0.0, 0.0, 0.0, 0.44, 0.81, 0.81, 0.56, 0.0, 0.0,
    ],
  },
  licence: 'CC BY 4.0',
  source:
    'E. Alpaydin and C. Kaynak 1998, Optical Recognition of Handwritten Digits, UCI Machine Learning Repository (its test set); by way of Debian python3-sklearn 1.2.1',
};

export default meta;
