export const SYSTEM_PACKAGES: Readonly<Record<string, readonly string[]>>;
export const EXTRA_PACKAGES: Readonly<Record<string, readonly string[]>>;
export function missingPackages(names: readonly string[]): string[];
