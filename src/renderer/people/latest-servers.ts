/** So many servers are remembered. */
const MAX_SERVERS = 20;

/**
 * The servers to remember, the latest first, once `server` was signed in to; `null`: they are as
 * they were.
 */
export function latestServers(
  servers: readonly string[],
  server: string,
): readonly string[] | null {
  if (servers.at(0) === server) return null;
  return [server, ...servers.filter((each) => each !== server)].slice(0, MAX_SERVERS);
}
