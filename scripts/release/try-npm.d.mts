/**
 * Installs the package for npm in an empty folder, as anybody does, and uses what it brings.
 *
 * @throws {UserError} where something of it does not work.
 */
export function tryNpmPackage(tarball: string, version: string): Promise<void>;
