import { MAX_KEPT_ROOMS_PER_ADDRESS, MAX_ROOMS_PER_ADDRESS } from '../../shared/protocol/limits';

/** A room, or one that is about to be opened, as far as quotas are about it. */
export interface Made {
  /** Of the address it was made from; `null` where quotas do not apply. */
  readonly makerKey: string | null;
  readonly isKept: boolean;
}

/** Whether another room may be made from that address, or kept, beside those that are there. */
export function mayMakeAnother({ makerKey, isKept }: Made, others: Iterable<Made>): boolean {
  if (makerKey === null) return true;
  let rooms = 0;
  let kept = 0;
  for (const other of others) {
    if (other.makerKey !== makerKey) continue;
    rooms += 1;
    if (other.isKept) kept += 1;
  }
  return rooms < MAX_ROOMS_PER_ADDRESS && (!isKept || kept < MAX_KEPT_ROOMS_PER_ADDRESS);
}
