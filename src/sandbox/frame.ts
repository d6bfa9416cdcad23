/**
 * The page's side of the sandbox: a hidden frame of opaque origin (`sandbox="allow-scripts"`), in which a worker runs the
 * reader's code. No network, no storage, no DOM: the frame's policy and its origin see to that, and only checked data comes out.
 */
import type { KernelAsk, KernelReply } from '../contract/sandbox';
import { readReply } from './messages';

/** How long it may take to start, milliseconds. */
const patience = 30_000;
/** Messages of one run: the kernel itself stops well before. */
const most = 200;

export interface Kernel {
  ask(ask: KernelAsk): void;
  /** At once, whatever it is doing: the frame goes, and its worker with it. */
  close(): void;
}

interface Listener {
  onReply(reply: KernelReply): void;
  /** It says what it cannot say, or too much: it has been closed. */
  onBroken(why: string): void;
}

export interface SandboxTexts {
  frame: string;
  kernel: string;
}

/**
 * Starts a kernel; resolves once it is ready.
 * @param signal closes it while it starts
 * @throws Error where the browser does not let it start
 */
export async function openKernel(
  { frame: text, kernel }: SandboxTexts,
  listener: Listener,
  signal: AbortSignal,
): Promise<Kernel> {
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-scripts');
  frame.title = 'Sandbox of the code cells';
  frame.hidden = true;
  frame.srcdoc = text;
  const { port1: port, port2 } = new MessageChannel();
  const close = () => {
    port.onmessage = null;
    port.close();
    frame.remove();
  };
  await new Promise<void>((resolve, reject) => {
    const fail = (why: string) => {
      clearTimeout(late);
      close();
      reject(new Error(why));
    };
    const late = setTimeout(fail, patience, 'The sandbox does not start in this browser.');
    signal.addEventListener('abort', () => fail('Interrupted while the sandbox was starting.'), { once: true });
    port.onmessage = ({ data }) => {
      clearTimeout(late);
      if (readReply(data)?.type === 'ready') resolve();
      else fail('The sandbox did not start as it should.');
    };
    // Its origin is opaque, so no other target can be named; it is our own frame, and what it gets is no secret.
    frame.addEventListener('load', () => frame.contentWindow?.postMessage(kernel, '*', [port2]), { once: true });
    document.body.append(frame);
  });
  let heard = 0;
  port.onmessage = ({ data }) => {
    const reply = readReply(data);
    heard += 1;
    if (reply && reply.type !== 'broken' && heard <= most) return listener.onReply(reply);
    close();
    listener.onBroken(whyBroken(reply));
  };
  return {
    ask(ask) {
      heard = 0;
      port.postMessage(ask);
    },
    close,
  };
}

function whyBroken(reply: KernelReply | null): string {
  if (!reply) return 'The sandbox answered with what cannot be read';
  if (reply.type === 'broken')
    return 'Code in the sandbox has changed what the sandbox itself works with, such as a built-in function';
  return 'The sandbox said too much at once';
}
