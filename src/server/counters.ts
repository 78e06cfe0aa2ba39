/** What happened so far, for tests and the log: only ever counted up. */
export interface Counters {
  connections: number;
  refusedConnections: number;
  requests: number;
  badRequests: number;
  unknownEvents: number;
  rateLimited: number;
  kicked: number;
  internalErrors: number;
}

export function createCounters(): Counters {
  return {
    connections: 0,
    refusedConnections: 0,
    requests: 0,
    badRequests: 0,
    unknownEvents: 0,
    rateLimited: 0,
    kicked: 0,
    internalErrors: 0,
  };
}
