/** Lines for `sha256sum --check`. */
export function sumsOf(folder: string, names: readonly string[]): string;
