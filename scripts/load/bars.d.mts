import type { JudgedBar } from '../lib/judge-bar.d.mts';

export interface LoadFigures {
  readonly count: number;
  /** Whether everybody was connected and everything answered. */
  readonly isComplete: boolean;
  readonly connectsPerSecond?: number;
  readonly cpuPerConnectMs?: number;
  readonly memoryPerClientKib?: number;
  readonly cpuPerMessageUs?: number;
  readonly lagMs?: number;
}

export type Contender = 'ws' | 'socket.io' | 'webcrt';

export function judge(figures: Readonly<Record<Contender, LoadFigures>>): JudgedBar[];
