/** What the build puts in place of the names that src/shared/base/build-facts.ts declares. */
export function buildDefines(root?: string): Readonly<Record<string, string>>;
export function readCommit(
  root?: string,
  env?: Readonly<Record<string, string | undefined>>,
): string | null;
