/** Names of the packages that a built program imports when it runs; Node.js's own are none. */
export function importedPackages(program: string): readonly string[];

/**
 * The folders, below `root/node_modules`, of those packages and of all that they depend on; not of
 * what is optional.
 */
export function neededFolders(root: string, names: readonly string[]): ReadonlySet<string>;
