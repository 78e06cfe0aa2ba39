export interface LoadFigures {
  readonly count: number;
  /** Whether everybody was connected and everything answered. */
  readonly isComplete: boolean;
  readonly connectsPerSecond?: number;
  readonly cpuPerConnectMs?: number;
  readonly rssPerClientKib?: number;
  readonly cpuPerMessageUs?: number;
  readonly lagMs?: number;
}

export interface LoadBar {
  readonly id: string;
  readonly what: string;
  readonly value: number | null;
  readonly unit: string;
  readonly ask: string;
  readonly holds: boolean;
}

export function judge(ours: LoadFigures, stock: LoadFigures): LoadBar[];
