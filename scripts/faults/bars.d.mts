export interface FaultBar {
  readonly id: string;
  readonly what: string;
  readonly value: number | null;
  readonly unit: string;
  readonly ask: string;
  readonly holds: boolean;
}

/** @param figures seconds by the id of a bar; `null`: not in time */
export function judge(
  figures: Readonly<Record<string, number | null>>,
  sections?: readonly ('call' | 'clients')[],
): FaultBar[];
