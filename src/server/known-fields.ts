/** What a client says in the query of its handshake that it knows, beyond the revision. */
const KNOWN = 'knows';

/** There, where it is not WebCRT's own, and knows nothing of what those say to each other. */
const PLAIN = 'plain';

/** Whether the client that sent a handshake there knows `field`. */
export function isKnownTo(url: string | undefined, field: string): boolean {
  const query = new URLSearchParams(url?.split('?')[1] ?? '');
  return (query.get(KNOWN) ?? '').split(',').includes(field);
}

/** Whether the client that sent a handshake there is a program that knows plain WebRTC only. */
export function isPlain(url: string | undefined): boolean {
  return new URLSearchParams(url?.split('?')[1] ?? '').has(PLAIN);
}

/** Where people and members stand in what the server says. */
const PLACES: ReadonlySet<string> = new Set(['here', 'people', 'member', 'members', 'you', 'room']);

/** The same push or answer for a client that does not know the field `via`. */
export function withoutVia(said: unknown): unknown {
  if (Array.isArray(said)) return said.map(withoutVia);
  if (typeof said !== 'object' || said === null) return said;
  const kept = Object.entries(said).filter(([key]) => key !== 'via');
  return Object.fromEntries(
    kept.map(([key, value]) => [key, PLACES.has(key) ? withoutVia(value) : value]),
  );
}
