/** What a lesson is made of, and what a cell is given. No logic. */
import type { EngineClient } from './client';

/** The part of the Standard Schema interface (standardschema.dev) that is used here; valibot's schemas have it. */
export interface StandardSchema {
  readonly '~standard': {
    validate(value: unknown): StandardResult | Promise<StandardResult>;
  };
}
export type StandardResult =
  | { value: unknown; issues?: undefined }
  | { issues: readonly { message: string; path?: readonly (PropertyKey | { key: PropertyKey })[] }[] };

/** What src/cells/<kind>/schema.ts exports by default. Free of DOM: the build reads it too. */
export interface CellSchema {
  /** The fence's info string. */
  kind: string;
  /** The custom element that src/cells/<kind>/<kind>.ts defines. */
  tag: `fp-${string}`;
  /** Of the YAML body without `id` and `title`, which every cell has. */
  schema: StandardSchema;
  /** Names readable as `$id.name` in expressions. */
  publishes: readonly string[];
  /** Whether it takes the reading column or the page's whole width. */
  width: 'column' | 'wide';
  /**
   * The body is code, not YAML, and `id` and `title` stand in the info string. Of a cell that publishes all the names of
   * an entry, code may also read the entry's own.
   */
  code?: { derives: Readonly<Record<string, readonly string[]>> };
  /** Keys whose string is an expression (parsed at build time; the spec then holds its tree). */
  expressions?: readonly string[];
  /** Keys whose string is `$id` of another cell of the lesson (a list of them is allowed too). The spec then holds the id without `$`. */
  references?: readonly string[];
  /** For keys of `references`: names that the cell referred to must publish. */
  needs?: Readonly<Record<string, readonly string[]>>;
  /** Keys whose string is the name of a folder in datasets/. */
  datasets?: readonly string[];
  /** Whether doing it counts for the reader's progress. */
  goal?: boolean;
  /** Paths whose strings are Markdown with maths, rendered at build time to HTML: 'question', 'answers.*.why'. */
  markdown?: readonly string[];
}

/** An expression such as `$net.testLoss < 0.1 and $net.phase = "inference"`, as a tree. */
export type Expression =
  | { op: 'value'; value: number | string | boolean }
  | { op: 'name'; id: string; field: string }
  | { op: 'not'; of: Expression }
  | { op: 'and' | 'or' | '=' | '!=' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | '/'; left: Expression; right: Expression };

export interface CellSpec {
  kind: string;
  /** From the kind's schema: the element, and how wide it stands. */
  tag: `fp-${string}`;
  width: 'column' | 'wide';
  id: string;
  title: string;
  /** The validated body. */
  body: unknown;
}

export type Block = { type: 'html'; html: string } | { type: 'cell'; cell: CellSpec; number: number };

export interface LessonMeta {
  slug: string;
  /** From the file name: orders the lessons. */
  number: number;
  title: string;
  group: string;
  minutes: number;
  summary: string;
  /** Ids of cells that count for progress: those whose schema says `goal`. */
  goals: string[];
}

export interface Lesson extends LessonMeta {
  blocks: Block[];
  outline: { id: string; text: string; level: 2 | 3 }[];
  /** Whether a cell's text has formulas: they need the page's rules for these in a shadow DOM. */
  formulasInCells?: boolean;
  /** In development alone: what is wrong with the file as it is saved; the rest is then as it last was right. */
  faults?: readonly LessonFault[];
}

/** What a lesson asks of its reader, in HTML. */
export interface NotedCell {
  kind: 'check' | 'predict' | 'task';
  id: string;
  title: string;
  ask: string;
  /** Of a check. */
  answers?: readonly { text: string; right: boolean; why: string }[];
  /** Of a task its hint, of a guess what is said beside the result. */
  hint?: string | null;
}

/** What a teacher wants to know of a lesson. All texts are HTML. */
export interface LessonNotes {
  slug: string;
  /** The lesson's. */
  title: string;
  /** What to know before it begins; may be empty. */
  before: string;
  goals: string[];
  /** A lesson in class, part by part. */
  plan: { minutes: number; html: string }[];
  mistakes: { thought: string; answer: string }[];
  cells: NotedCell[];
}

/** What is wrong in a lesson's file, and where. */
export interface LessonFault {
  /** From the project's root, e.g. 'lessons/01-two-phases.md'. */
  file: string;
  /** From 1. */
  line: number;
  /** Dotted path of the key, e.g. 'answers.0.why', where there is one. */
  key?: string;
  /** What is wrong and what was expected. */
  message: string;
}

/** A place that the search leads to: a lesson's beginning, a heading or cell of it, or a term of the glossary. */
export interface SearchEntry {
  /** The lesson's title, or 'Glossary'. */
  group: string;
  /** The heading's, cell's or term's own words; the lesson's title at its beginning. */
  title: string;
  href: string;
  /** What is written there, in plain words. */
  text: string;
}

export interface GlossaryTerm {
  /** As in `glossary:term`: lower case, hyphens. */
  id: string;
  name: string;
  /** Plain text, one or two sentences. */
  short: string;
  html: string;
}

/** Values a cell publishes under its id; plain data and handles. */
export type Published = Record<string, unknown>;

/** A lesson's named values. Implemented in src/lesson/scope.ts. */
export interface Scope {
  /** Replaces what stands under this id and tells those who listen. */
  publish(id: string, value: Published): void;
  get(id: string): Published | undefined;
  /** Calls back when the value under one of these ids changes. Returns how to stop listening. */
  subscribe(ids: readonly string[], listener: () => void): () => void;
  /** Asks the cell of this id for its values though nobody may have seen it yet. Returns how to have need of them no longer. */
  need(id: string): () => void;
  /** Calls back now, and whenever it changes, with whether another cell needs this id's values. Returns how to stop listening. */
  watchNeed(id: string, listener: (needed: boolean) => void): () => void;
  /** What `make` has given, the same for every cell of the lesson that asks with the same function. */
  shared<T>(make: () => T): T;
}

/** What is kept of a reader's progress in one lesson. */
export interface Progress {
  /** Has this task, check or guess been done? With what the cell kept (an answer, a guess). */
  get(cellId: string): unknown;
  /** Keeps it, for good. */
  done(cellId: string, kept: unknown): void;
}

/** What is kept of a lesson's cells from visit to visit beside progress: edited code, settings, networks, measurements. */
export interface Kept {
  /** As it was when the lesson was opened, or as this page has put it since; undefined where nothing is kept. Nothing vouches for its shape. */
  get(cellId: string): unknown;
  /** Plain data that can be cloned; replaces what was kept. The newest counts, and is soon stored. */
  put(cellId: string, value: unknown): void;
  /** Nothing of this cell is kept any more. */
  forget(cellId: string): void;
}

/** The code of one code cell. */
export interface CellCode {
  cell: string;
  code: string;
}

/** What a shared link says of one cell. */
export interface Opened {
  cell: string;
  /** For the cell's kind to judge: nothing vouches for its shape. */
  state: unknown;
  /** Of the lesson's code cells: to be shown, and run when the reader has seen it and says so. */
  code?: readonly CellCode[];
}

/** What the lesson's view hands to each cell's element as its property `context`. */
export interface CellContext {
  scope: Scope;
  /** Made at first use: TF.js and the worker load only then. */
  engine(): EngineClient;
  progress: Progress;
  /** Absent where nothing can be kept, as on somebody else's page. */
  kept?: Kept;
  /** Given where the lesson was opened by a link that shows one of its cells in a state of its own. */
  opened?: Opened | null;
  /** The address that opens this lesson with that state; absent where there is none. */
  linkTo?(state: string): string;
}
