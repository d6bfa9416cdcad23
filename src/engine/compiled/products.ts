/**
 * Matrix products in tiles whose sums stay in registers: 4 rows by 8 columns, so that 6 loads serve 8 multiply-adds of four numbers each.
 * Every sum runs over its terms in the same order, whatever tile it is in, so an example's result does not depend on its batch.
 */
import { PANEL, type Panels } from './memory';
import { add, count, choose, i32, lessThan, multiply, notAbove, repeat, subtract, unequal, when, type Local } from './wasm';
import type { Code } from './wasm-bytes';
import type { Func } from './wasm-module';
import { v } from './wasm-simd';

/** Rows of a tile. */
export const TILE = 4;
/** A taller tile for long sums: its twelve sums leave a multiply-add time to finish before its sum is wanted again. */
export const TALL = 6;
export const TALL_TERMS = 32;
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

/**
 * One product more. V8 adds the constant beside the address of a number that goes into all lanes in an instruction of its own, each time;
 * so that constant is the same for all terms of a row, and known before the loop, and `pa` goes on from term to term instead.
 */
function term({ f, tile: { a, b, sums, ones }, loaded, factor }: Writing, pa: Local, pb: Local, k: number): Code {
  const load = (i: number) => v.load(pb.get, b.base + k * b.inner + b.vectors[i]);
  const number = (r: number) => factor.set(v.loadSplat(pa.get, a.base + r * a.row));
  const next = pa.set(add(pa.get, i32(a.inner)));
  // Where one row has eight sums, there are no registers for eight vectors beside them.
  if (loaded.length > 2) return [number(0), sums[0].map((sum, i) => sum.set(f.madd(factor.get, load(i), sum.get))), next];
  return [
    loaded.map((vector, i) => vector.set(load(i))),
    sums.map((row, r) => [number(r), row.map((sum, i) => sum.set(f.madd(factor.get, loaded[i].get, sum.get)))]),
    ones.map((sum, i) => sum.set(v.add(sum.get, loaded[i].get))),
    next,
  ];
}

function writing(f: Func, tile: Tile): Writing {
  return { f, tile, loaded: f.vectors(tile.b.vectors.length), factor: f.local('v128') };
}

/** Adds `terms` products to the sums. The first and the last stand outside the loop: see `term`, and what is kept after a loop V8 stores at every turn. */
function sumStatic(f: Func, tile: Tile, terms: number): Code {
  const { a, b } = tile;
  const w = writing(f, tile);
  const [pa, pb, end] = [f.local('i32'), f.local('i32'), f.local('i32')];
  const some = (n: number) => Array.from({ length: n }, (_, k) => term(w, pa, pb, k));
  const begin = [pa.set(a.pointer.get), pb.set(b.pointer.get)];
  if (terms <= WRITTEN_OUT) return [begin, some(terms)];
  const turns = Math.floor((terms - 2) / UNROLL);
  const on = (n: number) => pb.set(add(pb.get, i32(n * b.inner)));
  return [
    begin,
    some(1),
    on(1),
    end.set(add(pb.get, i32(turns * UNROLL * b.inner))),
    repeat([some(UNROLL), on(UNROLL)], unequal(pb.get, end.get)),
    some(terms - 1 - turns * UNROLL),
  ];
}

/** The same for a number of terms known only when it runs, at least 1. */
export function sumDynamic(f: Func, tile: Tile, terms: Code): Code {
  const { a, b } = tile;
  const w = writing(f, tile);
  const [pa, pb, end, last] = [f.local('i32'), f.local('i32'), f.local('i32'), f.local('i32')];
  const some = (n: number) => [Array.from({ length: n }, (_, k) => term(w, pa, pb, k)), pb.set(add(pb.get, i32(n * b.inner)))];
  return [
    pa.set(a.pointer.get),
    pb.set(b.pointer.get),
    end.set(add(pb.get, multiply(terms, i32(b.inner)))),
    last.set(subtract(end.get, i32(UNROLL * b.inner))),
    some(1),
    when(notAbove(pb.get, last.get), repeat(some(UNROLL), notAbove(pb.get, last.get))),
    when(unequal(pb.get, end.get), repeat(some(1), unequal(pb.get, end.get))),
  ];
}

/** Lanes of a row's last vector that hold something, or null where all do. */
export function rowMask(f: Func, units: number): Code | null {
  const real = units % 4;
  return real === 0 ? null : f.bits([0, 1, 2, 3].map((lane) => (lane < real ? 0xffffffff : 0)));
}

/** A matrix with one row for each example. */
export interface Rows {
  /** A constant, and a local beside it. */
  base: number;
  pointer: Local;
  stride: number;
}

export interface RowsProduct {
  /** Examples, at least 1. */
  n: Local;
  a: Rows;
  /** The matrix in panels; `terms` of its rows are multiplied. */
  b: { panels: Panels; base: number; terms: number };
  /** The number of the one panel to take; all where it is left out. */
  panel?: Local;
  c: Rows;
  /** A row of the panels that the sums start from, or null for 0. */
  start: number | null;
  /** What becomes of each sum before it is stored at `address` + `offset` from C's base. */
  finish(sum: Local, address: Code, offset: number): Code;
}

/** C = A·B, panel by panel, so that a panel stays in the cache while all rows pass; or one panel of it. */
export function rowsProduct(f: Func, product: RowsProduct): Code {
  const { n, b, panel } = product;
  const [bPanel, cPanel] = [f.local('i32'), f.local('i32')];
  const panelBytes = 4 * PANEL * b.panels.rows;
  const { full, half } = b.panels;
  const wide = [0, 16];
  const panels = (single: boolean): Code => {
    const together = single ? Math.min(ROW_PANELS, full) : 1;
    const groups = together ? Math.floor(full / together) : 0;
    const vectors = Array.from({ length: together }, (_, p) => wide.map((at) => ({ b: at + p * panelBytes, c: at + p * 32 })));
    const advance = (by: number) => [
      bPanel.set(add(bPanel.get, i32(by * panelBytes))),
      cPanel.set(add(cPanel.get, i32(by * 32))),
    ];
    const body = strip(f, product, single, vectors.flat(), 32, bPanel, cPanel);
    const rest = strip(
      f,
      product,
      single,
      wide.map((at) => ({ b: at, c: at })),
      32,
      bPanel,
      cPanel,
    );
    const last = strip(f, product, single, [{ b: 0, c: 0 }], 16, bPanel, cPanel);
    if (panel)
      return [
        bPanel.set(multiply(panel.get, i32(panelBytes))),
        cPanel.set(multiply(panel.get, i32(32))),
        half && full ? when(unequal(panel.get, i32(full)), rest, last) : half ? last : rest,
      ];
    return [
      bPanel.set(i32(0)),
      cPanel.set(i32(0)),
      groups > 1
        ? repeat([body, advance(together)], unequal(cPanel.get, i32(groups * together * 32)))
        : groups === 1
          ? [body, half || full > together ? advance(together) : []]
          : [],
      Array.from({ length: full - groups * together }, () => [rest, advance(1)]),
      half ? last : [],
    ];
  };
  return when(lessThan(n.get, i32(TILE)), panels(true), panels(false));
}

/** All rows of some panels' columns: one at a time, or in tiles of 6 and 4, of which the last goes back as far as it must to be full. */
function strip(
  f: Func,
  product: RowsProduct,
  single: boolean,
  vectors: readonly { b: number; c: number }[],
  rowBytes: number,
  bPanel: Local,
  cPanel: Local,
): Code {
  const { n } = product;
  const [row, first] = [f.local('i32'), f.local('i32')];
  const tile = (rows: number, from: Code) => [
    first.set(from),
    rowTile(f, product, rows, first, vectors, rowBytes, bPanel, cPanel),
  ];
  if (single) return [row.set(i32(0)), count(row, 1, n.get, tile(1, row.get))];
  const left = subtract(n.get, row.get);
  const last = subtract(n.get, i32(TILE));
  const tall = product.b.terms >= TALL_TERMS && vectors.length === 2;
  return [
    row.set(i32(0)),
    tall
      ? when(
          lessThan(i32(TALL + TILE - 1), n.get),
          repeat([tile(TALL, row.get), row.set(add(row.get, i32(TALL)))], lessThan(i32(TALL + TILE - 1), left)),
        )
      : [],
    count(row, TILE, n.get, tile(TILE, choose(row.get, last, lessThan(row.get, last)))),
  ];
}

function rowTile(
  f: Func,
  { a, b, c, start, finish }: RowsProduct,
  rows: number,
  first: Local,
  vectors: readonly { b: number; c: number }[],
  rowBytes: number,
  bPanel: Local,
  cPanel: Local,
): Code {
  const [pa, pc] = [f.local('i32'), f.local('i32')];
  const sums = Array.from({ length: rows }, () => f.vectors(vectors.length));
  const at = (matrix: Rows) => multiply(first.get, i32(matrix.stride));
  const tile: Tile = {
    a: { pointer: pa, base: a.base, inner: 4, row: a.stride },
    b: { pointer: bPanel, base: b.base, inner: rowBytes, vectors: vectors.map((place) => place.b) },
    sums,
    ones: [],
  };
  const each = (code: (sum: Local, r: number, i: number) => Code) => sums.map((row, r) => row.map((sum, i) => code(sum, r, i)));
  return [
    pa.set(add(a.pointer.get, at(a))),
    pc.set(add(add(c.pointer.get, at(c)), cPanel.get)),
    each((sum, _, i) => sum.set(start === null ? f.constant(0) : v.load(bPanel.get, b.base + start * rowBytes + vectors[i].b))),
    sumStatic(f, tile, b.terms),
    each((sum, r, i) => {
      const offset = r * c.stride + vectors[i].c;
      return v.store(pc.get, finish(sum, pc.get, offset), c.base + offset);
    }),
  ];
}
