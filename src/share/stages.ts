/** The stages of reading, in the words the reader sees. */
import type { Stage } from './fault';

export const stageWords: Record<Stage, string> = {
  decompression: 'unpacking (decompression)',
  parse: 'reading what it unpacks to (parse)',
  schema: 'the shape of what it says (schema)',
  meaning: 'what it says (meaning)',
};
