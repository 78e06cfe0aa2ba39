/** One dictionary of a getStats report; browsers differ in what they put in, so all is unknown. */
export type StatsEntry = Readonly<Record<string, unknown>>;

export function readEntries(report: RTCStatsReport): readonly StatsEntry[] {
  const entries: StatsEntry[] = [];
  report.forEach((entry: StatsEntry) => entries.push(entry));
  return entries;
}

export function readNumber(entry: StatsEntry | undefined, name: string): number | null {
  const value = entry?.[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

export function readText(entry: StatsEntry | undefined, name: string): string | null {
  const value = entry?.[name];
  return typeof value === 'string' ? value : null;
}

/** The entry that `entry` points to by the id in its field `name`. */
export function follow(
  entries: readonly StatsEntry[],
  entry: StatsEntry | undefined,
  name: string,
): StatsEntry | undefined {
  const id = readText(entry, name);
  return id === null ? undefined : entries.find((each) => each.id === id);
}
