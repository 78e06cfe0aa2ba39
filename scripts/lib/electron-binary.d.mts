type Environment = Readonly<Record<string, string | undefined>>;

export function electronVersion(packageDir?: string): string | null;
export function findElectron(env?: Environment, packageDir?: string): string | null;
