/** All that is kept, into a file and out of one. Loaded when somebody wants it. */
import type { Entry } from './entry';
import type { Storage } from './storage';
import type { TransferAsk, TransferReply } from './transfer-worker';

/** Hands the reader the file. Never rejects. @returns why there is none, or null */
export async function saveKept(entries: Entry[]): Promise<string | null> {
  const at = new Date().toISOString();
  const reply = await ask({ entries, at });
  if (!('file' in reply)) return `The file could not be made. ${'message' in reply ? reply.message : ''}`;
  const url = URL.createObjectURL(reply.file);
  const link = document.createElement('a');
  link.href = url;
  link.download = `forward-pass-${at.slice(0, 10)}.json`;
  link.click();
  // The browser has taken the blob by the next task.
  setTimeout(() => URL.revokeObjectURL(url));
  return null;
}

/** All of a file or nothing; what it does not speak of stays. Never rejects. @returns also what came of it, for the reader */
export async function takeKept(file: File, storage: Pick<Storage, 'putAll'>): Promise<{ taken: boolean; told: string }> {
  const refused = (why: string) => ({ taken: false, told: `${file.name} was not imported, and nothing has changed. ${why}` });
  const reply = await ask({ file });
  if (!('entries' in reply)) return refused('message' in reply ? reply.message : '');
  const why = await storage.putAll(reply.entries);
  if (why !== null) return refused(why);
  const count = reply.entries.length;
  return { taken: true, told: `Imported ${count} kept ${count === 1 ? 'value' : 'values'}.` };
}

/** In a thread of its own, for this once. Never rejects. */
function ask(what: TransferAsk): Promise<TransferReply> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./transfer-worker.ts', import.meta.url), { type: 'module', name: 'transfer' });
    const end = (reply: TransferReply) => {
      worker.terminate();
      resolve(reply);
    };
    worker.addEventListener('message', ({ data }: MessageEvent<TransferReply>) => end(data));
    worker.addEventListener('error', ({ message }) =>
      end({ message: message || 'What reads such files could not be fetched; the connection may be down.' }),
    );
    worker.postMessage(what);
  });
}
