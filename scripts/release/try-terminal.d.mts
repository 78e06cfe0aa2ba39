/**
 * Tries `webcrt tty` of a package that npm has installed in `folder`, at its server: with the app
 * of this checkout, which it shows; and alone, calling that app, and a bot.
 *
 * @throws {UserError} where something of it does not work.
 */
export function tryTerminal(folder: string, url: string): Promise<void>;
