/** The thread in which a file of all that is kept is written and read: for as long as that takes the page goes on. */
import { fromKeptFile, toKeptFile } from './kept-file';
import type { Entry } from './entry';

export type TransferAsk = { entries: Entry[]; at: string } | { file: File };
export type TransferReply = { file: Blob } | { entries: Entry[] } | { message: string };

async function answer(ask: TransferAsk): Promise<TransferReply> {
  try {
    if ('file' in ask) return { entries: await fromKeptFile(ask.file) };
    return { file: new Blob([toKeptFile(ask.entries, ask.at)], { type: 'application/json' }) };
  } catch (error) {
    return { message: error instanceof Error ? error.message : String(error) };
  }
}

self.addEventListener('message', ({ data }: MessageEvent<TransferAsk>) => {
  void answer(data).then((reply) => self.postMessage(reply));
});
