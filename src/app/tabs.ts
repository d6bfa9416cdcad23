/** The tabs of this page tell each other of what they keep. */
import * as v from 'valibot';
import { asEntry, type Entry } from './entry';

/** A change by another tab. */
export type Change = Entry | { store: 'cleared' };

/** What cells keep may be large, and no other tab shows it: that it is there is of use to nobody. */
const quiet: readonly Entry['store'][] = ['kept', 'tables'];

/** Null where tabs cannot hear each other. */
export function listen(name: string, onChange: (change: Change) => void): BroadcastChannel | null {
  const channel = channelOf(name);
  channel?.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const entry = asEntry(data);
    if (entry) onChange(entry);
    else if (v.is(v.object({ store: v.literal('cleared') }), data)) onChange({ store: 'cleared' });
  });
  return channel;
}

/** Null where the browser has none, or refuses it as it refuses the storage. */
function channelOf(name: string): BroadcastChannel | null {
  try {
    return new BroadcastChannel(name);
  } catch {
    return null;
  }
}

export function tell(channel: BroadcastChannel | null, change: Change): void {
  if (change.store !== 'cleared' && quiet.includes(change.store)) return;
  try {
    channel?.postMessage(change);
  } catch {
    // what a cell kept cannot be copied: then it could not be stored either, and that has been said
  }
}
