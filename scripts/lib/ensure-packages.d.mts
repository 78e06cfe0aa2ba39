/** What is read of package-lock.json, and of what npm notes down as installed. */
export interface LockFile {
  readonly packages: Readonly<
    Record<
      string,
      { readonly version?: string; readonly optional?: boolean; readonly devOptional?: boolean }
    >
  >;
}

export function ensurePackages(): Promise<void>;
export function isInstalled(wanted: LockFile, installed: LockFile | null): boolean;
