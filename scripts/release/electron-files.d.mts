/**
 * Compares the archives of Electron that were fetched with the SHA-256 that its npm package names.
 *
 * @returns Their names.
 * @throws {UserError} where one differs, or there is none.
 */
export function checkElectronFiles(
  folders?: readonly string[],
  known?: Readonly<Record<string, string>>,
): readonly string[];
