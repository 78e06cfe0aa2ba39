import type { JudgedBar } from '../lib/judge-bar.d.mts';

/** @param figures seconds, or a ratio, by the id of a bar; `null`: not in time */
export function judge(
  figures: Readonly<Record<string, number | null>>,
  sections?: readonly ('call' | 'clients' | 'flood')[],
): JudgedBar[];
