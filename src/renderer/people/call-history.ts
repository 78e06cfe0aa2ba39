import {
  addCall,
  type LoggedCall,
  parseCallLog,
  removeCall,
  renameCaller,
} from '../../shared/people/call-log';
import type { KeyValueStore } from './key-value-store';

const KEY = 'calls';

/** The calls of the last time, kept on this device. */
export class CallHistory {
  constructor(private readonly store: KeyValueStore) {}

  /** Newest first. */
  async list(): Promise<readonly LoggedCall[]> {
    return parseCallLog(await this.store.get(KEY));
  }

  add(call: LoggedCall): Promise<void> {
    return this.store.update(KEY, (kept) => addCall(parseCallLog(kept), call));
  }

  /** `number` as listed, from 1; resolves to the call, or to null when there is none. */
  async remove(number: number): Promise<LoggedCall | null> {
    const found = (await this.list()).at(number - 1) ?? null;
    await this.store.update(KEY, (kept) => removeCall(parseCallLog(kept), number));
    return found;
  }

  /** Somebody is called otherwise now. */
  rename(from: string, to: string): Promise<void> {
    return this.store.update(KEY, (kept) => renameCaller(parseCallLog(kept), from, to));
  }

  clear(): Promise<void> {
    return this.store.remove(KEY);
  }
}
