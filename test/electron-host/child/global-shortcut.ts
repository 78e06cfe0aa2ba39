import type { GlobalShortcut } from 'electron';
import { offer } from './link';

const registered = new Map<string, () => void>();
/** Those of other programs. */
const reserved = new Set<string>();

export const globalShortcut = {
  register(accelerator: string, callback: () => void): boolean {
    if (reserved.has(accelerator) || registered.has(accelerator)) return false;
    registered.set(accelerator, callback);
    return true;
  },
  unregister(accelerator: string): void {
    registered.delete(accelerator);
  },
} satisfies Pick<GlobalShortcut, 'register' | 'unregister'>;

export function shortcutRecords(): readonly string[] {
  return [...registered.keys()];
}

offer({
  pressShortcut: (accelerator) => {
    const callback = registered.get(accelerator);
    if (callback === undefined) throw new Error(`Nobody has registered ${accelerator}.`);
    callback();
  },
  reserveShortcuts: (accelerators) => {
    for (const accelerator of accelerators) reserved.add(accelerator);
  },
});
