interface LockFile {
  readonly packages: Readonly<
    Record<
      string,
      { readonly version?: string; readonly optional?: boolean; readonly devOptional?: boolean }
    >
  >;
}

export function ensurePackages(): Promise<void>;
export function isInstalled(wanted: LockFile, installed: LockFile | null): boolean;
