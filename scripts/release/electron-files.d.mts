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

/**
 * Asks GitHub's `gh` whether Electron's project has built the archives that were fetched: by the
 * checksums alone whoever gets at Electron's npm package could bring another one.
 *
 * @returns Their names.
 * @throws {UserError} where nothing attests one of them, or there is none.
 */
export function checkElectronAttested(folders?: readonly string[], gh?: string): readonly string[];
