/** What happened at one gateway so far: only ever counted up, `open` excepted. */
export interface GatewayCounters {
  /** Clients that are connected now. */
  open: number;
  connections: number;
  messages: number;
  /** Messages that were not understood, or not allowed. */
  refused: number;
}

export function createGatewayCounters(): GatewayCounters {
  return { open: 0, connections: 0, messages: 0, refused: 0 };
}
