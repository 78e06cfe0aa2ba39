import type { JudgedBar } from '../lib/judge-bar.d.mts';

export type Section = 'call' | 'clients' | 'flood' | 'loss' | 'cable';

/** @param figures in the unit of each bar, by its id; `null`: not in time */
export function judge(
  figures: Readonly<Record<string, number | null>>,
  sections?: readonly Section[],
): JudgedBar[];
