/** Examples as typed arrays, and what a dataset says of itself. No logic. */
import type { DataSpec, OwnPoint } from './model';

export type DatasetKind = 'plane' | 'table' | 'image';

/**
 * What a dataset's meta.ts says of it, for both threads. `plane`: two coordinates from -2 to 2.
 * `table`: named columns. `image`: grey pixels from 0 to 1.
 */
export interface DatasetMeta {
  /** Folder name, e.g. 'moons'. */
  id: string;
  /** Place among the datasets offered: 10, 20, … */
  order: number;
  /** As shown, e.g. 'Moons'. */
  name: string;
  /** One sentence for the reader: what it is and what is hard about it. */
  summary: string;
  kind: DatasetKind;
  /** Class names, in label order; for two classes label 1 is the positive one. None where a number is predicted. */
  classes: string[];
  /** What the number is called, where one is predicted and no class. */
  target?: string;
  /** Names of the features on offer, in order. */
  features: string[];
  /** Those chosen unless told otherwise. */
  defaultFeatures: string[];
  /** Height and width of an image, rows first. */
  imageShape?: [number, number];
  /** Where noise and samples can be set, their defaults and limits; absent for real data. */
  knobs?: { noise: { default: number; max: number }; samples: { default: number; min: number; max: number } };
  defaultTrainShare: number;
  /** True where all examples train and test alike, because there are too few to hold any out. */
  noHeldOut?: true;
  /** The reader's own: the examples stand in the DataSpec, and it is offered in every network cell. */
  own?: true;
  /** What the reader's own points begin with. */
  startPoints?: OwnPoint[];
  /** About 40 example points [x, y in 0..1, label], grey pixels of an image, or lines of an SVG path in a square of 100. */
  thumbnail:
    | { kind: 'points'; points: [number, number, number][] }
    | { kind: 'pixels'; shape: [number, number]; pixels: number[] }
    | { kind: 'lines'; path: string };
  /** Licence and source in a line, for the attributions page. */
  licence: string;
  source: string;
}

/** How numbers were brought to one scale, by what the training rows say: z = (value − mean) / deviation. */
export interface Scale {
  mean: number;
  deviation: number;
}

/** A number to be predicted. The network's output, and its loss, are in standardised units. */
export interface NumericTarget extends Scale {
  name: string;
  /** n of them, in their own unit. */
  values: Float64Array;
}

/** Loaded examples: n rows, of which `train` and `test` list the row numbers. */
export interface Dataset {
  spec: DataSpec;
  /** Feature names, as in the columns of x. */
  features: string[];
  classes: string[];
  /** n × features.length, row-major, as the network sees them (standardised for tables). */
  x: Float32Array;
  /** n class numbers; all 0 where a number is predicted. */
  labels: Uint8Array;
  /** Where a number is predicted and no class. */
  target?: NumericTarget;
  /** Of a table of the reader's own, by feature; null for a value of a category, which is 0 or 1. */
  scales?: (Scale | null)[];
  /** n × rawWidth: before features were made: points of the plane, table columns in their units, pixels. */
  raw: Float32Array;
  rawWidth: number;
  train: Uint32Array;
  test: Uint32Array;
  /** What was done to the data that a reader should know, e.g. rows left out for missing values. */
  notes: string[];
}
