import { readTurnOptions, type TurnOptions, TurnOptionsError } from '../server/index';
import {
  EMBEDDED_HOST,
  type EmbeddedServer,
  type EmbeddedServerOptions,
  startEmbeddedServer,
} from './embedded-server';

/** The server that the window is told to use. */
export interface ChosenServer {
  readonly url: string;
  readonly notices: readonly string[];
  /** The one that came along; `null`: another one was named. */
  readonly embedded: Pick<EmbeddedServer, 'accept'> | null;
  close(): Promise<void>;
}

/** What the app's command line says of a TURN server. */
export interface NamedTurn {
  readonly urls: readonly string[];
  readonly secretFile: string;
}

/** The app starts without it where it cannot be used, and says so. */
function openTurn(named: NamedTurn | null): {
  readonly turn?: TurnOptions;
  readonly notices: readonly string[];
} {
  if (named === null) return { notices: [] };
  try {
    return { turn: readTurnOptions(named), notices: [] };
  } catch (error) {
    if (!(error instanceof TurnOptionsError)) throw error;
    return { notices: [`No TURN server is handed out. ${error.message}`] };
  }
}

/** The one that was named, or the one that came along. */
export async function chooseServer(
  named: string | null,
  {
    turn: namedTurn,
    ...options
  }: Omit<EmbeddedServerOptions, 'turn'> & {
    readonly turn: NamedTurn | null;
  },
): Promise<ChosenServer> {
  if (named !== null) {
    return { url: named, notices: [], embedded: null, close: () => Promise.resolve() };
  }
  const { turn, notices } = openTurn(namedTurn);
  const server = await startEmbeddedServer({ ...options, turn });
  const notice = `Port ${options.port} is taken: this app's own server is at port ${server.port}.`;
  return {
    url: `ws://${EMBEDDED_HOST}:${server.port}`,
    notices: [...notices, ...(server.isWantedPort ? [] : [notice])],
    embedded: server,
    close: () => server.close(),
  };
}
