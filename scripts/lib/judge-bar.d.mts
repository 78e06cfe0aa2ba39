export interface JudgedBar {
  readonly id: string;
  readonly what: string;
  readonly value: number | null;
  readonly unit: string;
  readonly ask: string;
  readonly holds: boolean;
}

/** What is asked: no more than a limit, or, of a floor, no less. */
export interface AskedBar {
  readonly id: string;
  readonly what: string;
  readonly unit: string;
  readonly limit: number;
  readonly isFloor?: boolean;
}

export function judgeBar(
  bar: AskedBar,
  value: number | null | undefined,
  isComplete?: boolean,
): JudgedBar;
