/**
 * Raised when an old client and a new server, or the reverse, can no longer understand each other.
 */
export const PROTOCOL_VERSION = 4;
