/** How long a server has to answer before it counts as having no web client. */
const PATIENCE_MS = 5_000;

/**
 * The address of the web client that a server brings itself, or null when it brings none (or does
 * not answer). To be preferred to a page from here: a server turns away pages of other origins.
 *
 * @param {{ readonly server: string, readonly user: string | null }} options
 * @returns {Promise<string | null>}
 */
export async function remoteWebClient({ server, user }) {
  const url = new URL(server.replace(/^ws/, 'http'));
  url.hash = user === null ? '' : String(new URLSearchParams({ user }));
  return (await bringsPage(url)) ? url.href : null;
}

/** @param {URL} url */
async function bringsPage(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
    await response.body?.cancel();
    return response.ok && /^text\/html\b/.test(response.headers.get('content-type') ?? '');
  } catch {
    return false;
  }
}
