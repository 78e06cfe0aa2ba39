import type { PowerSaveBlocker } from 'electron';

const running = new Map<number, string>();
let last = 0;

export const powerSaveBlocker = {
  start(type: 'prevent-app-suspension' | 'prevent-display-sleep'): number {
    last += 1;
    running.set(last, type);
    return last;
  },
  stop(id: number): boolean {
    return running.delete(id);
  },
} satisfies Pick<PowerSaveBlocker, 'start' | 'stop'>;

export function powerSaveRecords(): readonly string[] {
  return [...running.values()];
}
