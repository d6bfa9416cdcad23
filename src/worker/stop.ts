/** When a run stops by itself. */
import type { StopCondition } from '../contract/protocol';
import type { Row } from './rows';

/** Which condition this row meets, in words for the reader; null where it meets none. */
export function whyStopped({ epochs, testLossBelow, accuracyAbove }: StopCondition, row: Row): string | null {
  if (epochs !== undefined && row.epoch >= epochs) return `${epochs} ${epochs === 1 ? 'epoch is' : 'epochs are'} done`;
  if (testLossBelow !== undefined && row.testLoss < testLossBelow) return `the test loss is below ${testLossBelow}`;
  if (accuracyAbove !== undefined && row.testAccuracy > accuracyAbove)
    return `the test accuracy is above ${Number((100 * accuracyAbove).toPrecision(4))}%`;
  return null;
}
