const MAX_URL_CHARS = 500;
const MAX_PORT = 65_535;

/**
 * A host, an optional port and path; no spaces, no user name. Not the URL global: shared has none.
 */
const SERVER_URL =
  /^(?:wss?|https?):\/\/(?:\[[0-9a-f:.]+\]|[\w.-]+)(?::(?<port>\d{1,5}))?(?:\/\S*)?$/i;

/** Whether `text` can be the address of a signalling server: ws://, wss://, http:// or https://. */
export function isServerUrl(text: string): boolean {
  const match = text.length <= MAX_URL_CHARS ? SERVER_URL.exec(text) : null;
  if (match === null) return false;
  const port = Number(match.groups?.port ?? 1);
  return port >= 1 && port <= MAX_PORT;
}

/**
 * An address as isServerUrl takes it, in the one spelling in which it is kept and shown: ws:// or
 * wss://, also where somebody pasted what their browser says.
 */
export function webSocketUrl(url: string): string {
  return url.replace(/^http/i, 'ws').replace(/^wss?:/i, (scheme) => scheme.toLowerCase());
}
