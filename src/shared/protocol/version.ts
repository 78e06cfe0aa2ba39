/**
 * Raised when an old client and a new server, or the reverse, can no longer understand each other.
 */
export const PROTOCOL_VERSION = 4;

/**
 * Fields that came into this revision later, as a client says in its handshake: a server leaves
 * those out that the client does not name, as objects are strict.
 */
export const KNOWN_FIELDS = ['via'] as const;
