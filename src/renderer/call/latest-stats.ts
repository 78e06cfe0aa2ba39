import type { LinkStats } from '../rtc/peer-link';

/** What all connections cost together. */
export interface TotalStats {
  readonly sentKbps: number;
  readonly receivedKbps: number;
  /** Of the slowest; `null`: not known. */
  readonly roundTripMs: number | null;
}

/** The stats of the last second, for each connection. */
export class LatestStats {
  private readonly stats = new Map<string, LinkStats>();

  set(id: string, stats: LinkStats): void {
    this.stats.set(id, stats);
  }

  get(id: string): LinkStats | null {
    return this.stats.get(id) ?? null;
  }

  /** Those of connections that are no more. */
  keepOnly(ids: readonly string[]): void {
    for (const id of [...this.stats.keys()]) if (!ids.includes(id)) this.stats.delete(id);
  }

  total(): TotalStats {
    const all = [...this.stats.values()];
    const trips = all.flatMap(({ roundTripMs }) => roundTripMs ?? []);
    return {
      sentKbps: all.reduce((sum, { sentKbps }) => sum + sentKbps, 0),
      receivedKbps: all.reduce((sum, { receivedKbps }) => sum + receivedKbps, 0),
      roundTripMs: trips.length === 0 ? null : Math.max(...trips),
    };
  }
}
