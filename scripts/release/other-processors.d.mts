export interface LockedPackages {
  readonly packages: Readonly<
    Record<string, { readonly version?: string; readonly integrity?: string }>
  >;
}

/** Fetches the archive of a package into `folder`; returns its path. */
export function fetchPackage(name: string, version: string, folder: string): string;

export interface OtherProcessors {
  readonly lock: LockedPackages;
  /** The folder `node_modules`. */
  readonly modules: string;
  /** Where archives may lie meanwhile. */
  readonly temporary: string;
  readonly fetch?: typeof fetchPackage;
}

/**
 * Adds those packages of native code whose names match and which npm has left out, since they are
 * for another processor: an app for every Mac holds both.
 *
 * @returns The names of what was added.
 * @throws {UserError} where an archive is not the one of the lock file
 */
export function addForOtherProcessors(pattern: RegExp, options: OtherProcessors): readonly string[];
