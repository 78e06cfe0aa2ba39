/** What `npm start` is asked for. */
export interface StartOptions {
  /** `null`: the server that comes along. */
  readonly server: string | null;
  readonly user: string | null;
  readonly port: number;
  /** `--turn` and `--turn-secret-file`, as the app and the server take them. */
  readonly turn: readonly string[];
  readonly web: boolean;
  readonly open: boolean;
  readonly help: boolean;
}

export const START_HELP: string;

/**
 * Parses the options of `npm start`. Throws a sentence, with exit code 2, for an option or a value
 * that is not usable.
 */
export function parseStartOptions(args: readonly string[]): StartOptions;
