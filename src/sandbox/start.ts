/** A kernel ready for code. Loaded with the first run: it brings the kernel's text along. */
import { frame, kernel } from 'virtual:sandbox';
import { openKernel, type Kernel } from './frame';

export type { Kernel };

type Rest = Parameters<typeof openKernel> extends [unknown, ...infer R] ? R : never;

/** As openKernel. */
export function startKernel(...rest: Rest): Promise<Kernel> {
  return openKernel({ frame, kernel }, ...rest);
}
