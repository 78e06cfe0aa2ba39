/**
 * What CHANGELOG.md says of one version.
 *
 * @throws {UserError} where it says nothing.
 */
export function releaseNotes(changes: string, version: string): string;
