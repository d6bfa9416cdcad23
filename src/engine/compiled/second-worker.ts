/** The compiled backend's second thread. It does nothing but what it is told through the memory that it shares, and sleeps meanwhile. */
import type { Post } from './second-thread';

self.addEventListener('message', ({ data: { module, memory, number } }: MessageEvent<Post>) => {
  const { serve } = new WebAssembly.Instance(module, { m: { m: memory } }).exports as { serve(number: number): void };
  // Comes back when it is told to leave; the next message waits until then.
  serve(number);
});
