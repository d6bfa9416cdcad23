/**
 * The sandbox's worker: a classic script, as a frame of opaque origin allows no other. It speaks through one port that the
 * reader's code cannot reach, whatever it does to the prototypes of this world; the page checks each word all the same.
 * What keeps the code in is the frame (src/sandbox/frame.ts); here its dead ends only get plain messages.
 */
import type { KernelAsk, KernelReply } from '../../contract/sandbox';
import { createRunner } from './run';
import { openAccount, tf } from './tensors';

/** Refused by the frame's policy or by its opaque origin anyway; without them the code hears so at once, by name. */
const absent =
  'fetch XMLHttpRequest WebSocket EventSource WebTransport Worker importScripts indexedDB caches BroadcastChannel postMessage close onmessage'.split(
    ' ',
  );

const { apply, defineProperty, deleteProperty, getPrototypeOf } = Reflect;
const scope = self as unknown as DedicatedWorkerGlobalScope;
// Taken now, before any code of the reader's has run.
const dataOf = Object.getOwnPropertyDescriptor(MessageEvent.prototype, 'data')?.get;
const importScripts = scope.importScripts.bind(scope);
const createObjectURL = URL.createObjectURL.bind(URL);
const revokeObjectURL = URL.revokeObjectURL.bind(URL);
const BlobOfScripts = Blob;
const stringify = JSON.stringify.bind(JSON);
const broken = stringify({ type: 'broken' } satisfies KernelReply);

function open(port: MessagePort): void {
  const post = port.postMessage.bind(port);
  const reply = (message: KernelReply) => post(stringify(message));
  const run = createRunner({
    tf,
    openAccount,
    reply,
    load(script) {
      const url = createObjectURL(new BlobOfScripts([script], { type: 'text/javascript' }));
      try {
        importScripts(url);
      } finally {
        revokeObjectURL(url);
      }
    },
    define(name, value) {
      if (!defineProperty(scope, name, { value, configurable: true })) throw new Error('The global object is closed.');
      return () => void deleteProperty(scope, name);
    },
  });
  const answer = async (ask: KernelAsk) => {
    try {
      await run(ask);
    } catch {
      // What it failed for may be gone too, such as what makes text of a message.
      post(broken);
    }
  };
  port.onmessage = (event) => void answer(apply(dataOf as () => unknown, event, []) as KernelAsk);
  for (const name of absent) {
    for (let holder: object | null = scope; holder; holder = getPrototypeOf(holder)) deleteProperty(holder, name);
  }
  reply({ type: 'ready' });
}

scope.onmessage = ({ ports: [port] }) => {
  scope.onmessage = null;
  open(port);
};
