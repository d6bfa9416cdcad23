/** What each phase shows of a cell around the diagram and the plane, and what it is made from. Types, and where a reader begins. */
import type { nothing, TemplateResult } from 'lit';
import type { Access } from './access';
import type { FileNews, FileChoice } from './files';
import type { NetworkBody } from './schema';
import type { Session } from './session';
import type { Metric } from './training-results';

/** What the reader has chosen to look at; it changes nothing of the network. */
export interface Chosen {
  metric: Metric;
  /** A cell of the confusion matrix. */
  confusion: readonly [number, number] | null;
  /** From which batch size on a GPU wins. */
  guess: number | null;
  /** Whether "More controls" is unfolded. */
  more: boolean;
}

export const unchosen: Chosen = { metric: 'loss', confusion: null, guess: null, more: false };

/** What the cell does with files. */
export interface Files {
  /** What came of the last one. */
  news: FileNews | null;
  save(choice: FileChoice): void;
  take(files: readonly File[]): void;
}

export interface PhaseInput {
  session: Session;
  body: NetworkBody;
  access: Access;
  chosen: Chosen;
  choose(part: Partial<Chosen>): void;
  files: Files;
  /** The button Share, where there is one. */
  share: TemplateResult | typeof nothing;
}

export interface PhaseParts {
  bar: TemplateResult;
  notices: TemplateResult;
  controls: TemplateResult;
  more: TemplateResult | typeof nothing;
  bottom: TemplateResult[];
}
