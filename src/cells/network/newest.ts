/** Work that follows a pointer or a pen: one at a time, and of the calls that come meanwhile only the newest is done. */
export function newest<T>(work: (argument: T) => Promise<void>): (argument: T) => void {
  let waiting: { argument: T } | null = null;
  let busy = false;
  const run = async () => {
    busy = true;
    try {
      while (waiting) {
        const { argument } = waiting;
        waiting = null;
        await work(argument);
      }
    } finally {
      busy = false;
    }
  };
  return (argument) => {
    waiting = { argument };
    if (!busy) void run();
  };
}
