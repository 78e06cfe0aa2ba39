export interface JudgedBar {
  readonly id: string;
  readonly what: string;
  readonly value: number | null;
  readonly unit: string;
  readonly ask: string;
  readonly holds: boolean;
}
