/** From package.json and git, put in by the build (scripts/lib/build-facts.mjs). */
declare const __WEBCRT_VERSION__: string | undefined;
declare const __WEBCRT_COMMIT__: string | null | undefined;

/** What this program was built of. */
export interface BuildFacts {
  /** `unknown` where nothing was built: in tests. */
  readonly version: string;
  /**
   * The first twelve digits of the commit, with `-dirty` behind them where the checkout had
   * changes; `null`: it was built without git at hand.
   */
  readonly commit: string | null;
}

export const BUILD_FACTS: BuildFacts = {
  version: typeof __WEBCRT_VERSION__ === 'undefined' ? 'unknown' : __WEBCRT_VERSION__,
  commit: typeof __WEBCRT_COMMIT__ === 'undefined' ? null : __WEBCRT_COMMIT__,
};

/** `1.0.0 (0123456789ab)`, or the version alone. */
export function buildText({ version, commit }: BuildFacts = BUILD_FACTS): string {
  return commit === null ? version : `${version} (${commit})`;
}
