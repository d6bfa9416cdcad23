/** What every dataset's load.ts is given and gives back. Worker side. */
import type { DataSpec } from '../src/contract/model';

/** A seeded source of chance. */
export interface Chance {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** Normal with mean 0 and standard deviation 1. */
  normal(): number;
}

/** Examples before features are chosen and the split is made. */
export interface Loaded {
  /** n × rawWidth, row-major: points of the plane, table columns in their own units, pixels from 0 to 1. */
  raw: Float32Array;
  rawWidth: number;
  /** n class numbers. */
  labels: Uint8Array;
  /** What was done to the data that a reader should know. */
  notes: string[];
}

export interface LoadContext {
  chance: Chance;
  /** Reads a data file that the folder imports by `?url`. */
  read(url: string): Promise<ArrayBuffer>;
}

/** What load.ts exports by default. */
export type Load = (spec: DataSpec, context: LoadContext) => Loaded | Promise<Loaded>;
