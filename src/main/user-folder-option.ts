const FOLDER_OPTION = '--user-data-dir=';

/** Which folder words name with Chromium's own option, and the words without it. */
export function takeUserFolder(words: readonly string[]): {
  readonly folder: string | null;
  readonly rest: readonly string[];
} {
  const named = words.find((word) => word.startsWith(FOLDER_OPTION));
  return {
    folder: named?.slice(FOLDER_OPTION.length) ?? null,
    rest: words.filter((word) => word !== named),
  };
}
