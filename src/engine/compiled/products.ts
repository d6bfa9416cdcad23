/**
 * Matrix products in tiles whose sums stay in registers: 4 rows by 8 columns, so that 6 loads serve 8 multiply-adds of four numbers each.
 * Every sum runs over its terms in the same order, whatever tile it is in, so an example's result does not depend on its batch.
 */
import { PANEL, type Panels } from './memory';
import {
  add,
  count,
  choose,
  i32,
  lessThan,
  multiply,
  repeat,
  subtract,
  unequal,
  v,
  when,
  type Code,
  type Func,
  type Local,
} from './wasm';

/** Rows of a tile. */
export const TILE = 4;
/** Up to so many terms a sum is written out in full; longer ones are loops of UNROLL terms. */
const WRITTEN_OUT = 16;
const UNROLL = 4;
/** Panels that one row alone takes at a time: eight sums, as many as a tile has, hide each other's latency. */
const ROW_PANELS = 4;

/** Where a factor's elements are: a local that points at the tile, a constant beside it, and bytes from term to term. */
interface Factor {
  pointer: Local;
  base: number;
  inner: number;
}

export interface Tile {
  /** One number for each row: `row` bytes apart. */
  a: Factor & { row: number };
  /** Vectors, at these distances. */
  b: Factor & { vectors: readonly number[] };
  sums: Local[][];
  /** A sum of b's vectors alone: what a row of ones would make. */
  ones: Local[];
}

/** A tile while its sums are being written. */
interface Writing {
  f: Func;
  tile: Tile;
  loaded: Local[];
  factor: Local;
}

function term({ f, tile: { a, b, sums, ones }, loaded, factor }: Writing, a0: Local, b0: Local, k: number): Code {
  return [
    b.vectors.map((at, i) => loaded[i].set(v.load(b0.get, b.base + k * b.inner + at))),
    sums.map((row, r) => [
      factor.set(v.loadSplat(a0.get, a.base + k * a.inner + r * a.row)),
      row.map((sum, i) => sum.set(f.madd(factor.get, loaded[i].get, sum.get))),
    ]),
    ones.map((sum, i) => sum.set(v.add(sum.get, loaded[i].get))),
  ];
}

function writing(f: Func, tile: Tile): Writing {
  return { f, tile, loaded: f.vectors(tile.b.vectors.length), factor: f.local('v128') };
}

/** Adds `terms` products to the sums. */
function sumStatic(f: Func, tile: Tile, terms: number): Code {
  const { a, b } = tile;
  const w = writing(f, tile);
  if (terms <= WRITTEN_OUT) return Array.from({ length: terms }, (_, k) => term(w, a.pointer, b.pointer, k));
  const [pa, pb, end] = [f.local('i32'), f.local('i32'), f.local('i32')];
  const rest = terms % UNROLL;
  return [
    pa.set(a.pointer.get),
    pb.set(b.pointer.get),
    end.set(add(b.pointer.get, i32((terms - rest) * b.inner))),
    repeat(
      [
        Array.from({ length: UNROLL }, (_, k) => term(w, pa, pb, k)),
        pa.set(add(pa.get, i32(UNROLL * a.inner))),
        pb.set(add(pb.get, i32(UNROLL * b.inner))),
      ],
      unequal(pb.get, end.get),
    ),
    Array.from({ length: rest }, (_, k) => term(w, pa, pb, k)),
  ];
}

/** The same for a number of terms known only when it runs, at least 1. */
export function sumDynamic(f: Func, tile: Tile, terms: Code): Code {
  const { a, b } = tile;
  const w = writing(f, tile);
  const [pa, pb, end] = [f.local('i32'), f.local('i32'), f.local('i32')];
  return [
    pa.set(a.pointer.get),
    pb.set(b.pointer.get),
    end.set(add(pb.get, multiply(terms, i32(b.inner)))),
    repeat([term(w, pa, pb, 0), pa.set(add(pa.get, i32(a.inner))), pb.set(add(pb.get, i32(b.inner)))], unequal(pb.get, end.get)),
  ];
}

/** A matrix with one row for each example. */
export interface Rows {
  /** A constant, and a local beside it where the place is known only when it runs. */
  base: number;
  pointer: Local | null;
  stride: number;
}

export interface RowsProduct {
  /** Examples, at least 1. */
  n: Local;
  a: Rows;
  /** The matrix in panels; `terms` of its rows are multiplied. */
  b: { panels: Panels; base: number; terms: number };
  c: Rows;
  /** A row of the panels that the sums start from, or null for 0. */
  start: number | null;
  /** What becomes of each sum before it is stored at `address` + `offset` from C's base. */
  finish(sum: Local, address: Code, offset: number): Code;
}

/** C = A·B, panel by panel, so that a panel stays in the cache while all rows pass. */
export function rowsProduct(f: Func, product: RowsProduct): Code {
  const { n, b } = product;
  const [bPanel, cPanel] = [f.local('i32'), f.local('i32')];
  const panelBytes = 4 * PANEL * b.panels.rows;
  const { full, half } = b.panels;
  const wide = [0, 16];
  const panels = (rows: number): Code => {
    const together = rows === 1 ? Math.min(ROW_PANELS, full) : 1;
    const groups = together ? Math.floor(full / together) : 0;
    const vectors = Array.from({ length: together }, (_, p) => wide.map((at) => ({ b: at + p * panelBytes, c: at + p * 32 })));
    const advance = (by: number) => [
      bPanel.set(add(bPanel.get, i32(by * panelBytes))),
      cPanel.set(add(cPanel.get, i32(by * 32))),
    ];
    const body = strip(f, product, rows, vectors.flat(), 32, bPanel, cPanel);
    const single = strip(
      f,
      product,
      rows,
      wide.map((at) => ({ b: at, c: at })),
      32,
      bPanel,
      cPanel,
    );
    return [
      bPanel.set(i32(0)),
      cPanel.set(i32(0)),
      groups > 1
        ? repeat([body, advance(together)], unequal(cPanel.get, i32(groups * together * 32)))
        : groups === 1
          ? [body, half || full > together ? advance(together) : []]
          : [],
      Array.from({ length: full - groups * together }, () => [single, advance(1)]),
      half ? strip(f, product, rows, [{ b: 0, c: 0 }], 16, bPanel, cPanel) : [],
    ];
  };
  return when(lessThan(n.get, i32(TILE)), panels(1), panels(TILE));
}

/** All rows of some panels' columns, in tiles of `rows`; the last tile of 4 goes back as far as it must to be full. */
function strip(
  f: Func,
  { n, a, b, c, start, finish }: RowsProduct,
  rows: number,
  vectors: readonly { b: number; c: number }[],
  rowBytes: number,
  bPanel: Local,
  cPanel: Local,
): Code {
  const [row, first, pa, pc] = [f.local('i32'), f.local('i32'), f.local('i32'), f.local('i32')];
  const sums = Array.from({ length: rows }, () => f.vectors(vectors.length));
  const at = (matrix: Rows) => multiply(first.get, i32(matrix.stride));
  const tile: Tile = {
    a: { pointer: pa, base: a.base, inner: 4, row: a.stride },
    b: { pointer: bPanel, base: b.base, inner: rowBytes, vectors: vectors.map((place) => place.b) },
    sums,
    ones: [],
  };
  const last = subtract(n.get, i32(rows));
  return [
    row.set(i32(0)),
    count(row, rows, n.get, [
      first.set(rows === 1 ? row.get : choose(row.get, last, lessThan(row.get, last))),
      pa.set(a.pointer ? add(a.pointer.get, at(a)) : at(a)),
      pc.set(add(c.pointer ? add(c.pointer.get, at(c)) : at(c), cPanel.get)),
      sums.map((sumsOfRow) =>
        sumsOfRow.map((sum, i) =>
          sum.set(start === null ? f.constant(0) : v.load(bPanel.get, b.base + start * rowBytes + vectors[i].b)),
        ),
      ),
      sumStatic(f, tile, b.terms),
      sums.map((sumsOfRow, r) =>
        sumsOfRow.map((sum, i) => {
          const offset = r * c.stride + vectors[i].c;
          return v.store(pc.get, finish(sum, pc.get, offset), c.base + offset);
        }),
      ),
    ]),
  ];
}
