/** What the Palmer penguins say of themselves. */
import type { DatasetMeta } from '../../src/contract/dataset';

const measurements = ['bill length (mm)', 'bill depth (mm)', 'flipper length (mm)', 'body mass (g)'];

const meta: DatasetMeta = {
  id: 'penguins',
  order: 70,
  name: 'Palmer penguins',
  summary:
    'Three species told apart by four measurements, as taken on islands of Antarctica: real numbers, some of them missing.',
  kind: 'table',
  classes: ['Adelie', 'Chinstrap', 'Gentoo'],
  features: [...measurements, 'sex'],
  defaultFeatures: measurements,
  defaultTrainShare: 0.7,
  // Bill length against flipper length of every eighth penguin of penguins.csv, scaled to the square.
  thumbnail: {
    kind: 'points',
    points: [
      [0.28, 0.81, 0],
      [0.37, 0.67, 0],
      [0.39, 0.57, 0],
      [0.16, 0.72, 0],
      [0.34, 0.76, 0],
      [0.34, 0.6, 0],
      [0.38, 0.66, 0],
      [0.33, 0.63, 0],
      [0.36, 0.64, 0],
      [0.49, 0.57, 0],
      [0.4, 0.58, 0],
      [0.28, 0.67, 0],
      [0.32, 0.58, 0],
      [0.3, 0.76, 0],
      [0.38, 0.57, 0],
      [0.24, 0.55, 0],
      [0.44, 0.37, 0],
      [0.32, 0.52, 0],
      [0.28, 0.75, 0],
      [0.63, 0.58, 1],
      [0.67, 0.55, 1],
      [0.88, 0.81, 1],
      [0.69, 0.57, 1],
      [0.66, 0.48, 1],
      [0.51, 0.72, 1],
      [0.62, 0.55, 1],
      [0.6, 0.48, 1],
      [0.61, 0.63, 1],
      [0.52, 0.37, 2],
      [0.58, 0.33, 2],
      [0.47, 0.3, 2],
      [0.63, 0.22, 2],
      [0.45, 0.24, 2],
      [0.42, 0.27, 2],
      [0.63, 0.15, 2],
      [0.51, 0.21, 2],
      [0.65, 0.18, 2],
      [0.66, 0.22, 2],
      [0.65, 0.1, 2],
      [0.61, 0.16, 2],
      [0.81, 0.1, 2],
      [0.57, 0.39, 2],
      [0.59, 0.19, 2],
    ],
  },
  licence: 'CC0 1.0',
  source:
    'Gorman, Williams and Fraser 2014, Palmer Station LTER; Horst, Hill and Gorman, palmerpenguins; by way of npm vega-datasets 3.2.1',
};

export default meta;
