export interface Lock {
  readonly packages: Readonly<
    Record<string, { readonly version?: string; readonly dev?: boolean }>
  >;
}

/**
 * What a release is made of, as `name@version`: what npm installs along with the package, what is
 * built in (as the lists of licences have it, which the bundler writes), and what is packed as it
 * comes. What only makes and tests it is none of that.
 */
export function partsOf(lock: Lock, licences: readonly string[]): ReadonlySet<string>;

export interface SpdxList {
  readonly name?: string;
  readonly documentDescribes: readonly string[];
  readonly packages: readonly {
    readonly SPDXID: string;
    readonly name: string;
    readonly versionInfo: string;
  }[];
  readonly relationships: readonly {
    readonly spdxElementId: string;
    readonly relatedSpdxElement: string;
  }[];
}

/** Leaves of npm's list the product itself, called `name`, and those parts. */
export function keepInSpdx(list: SpdxList, parts: ReadonlySet<string>, name: string): SpdxList;

export interface CyclonedxList {
  readonly metadata: { readonly component: { readonly 'bom-ref': string; readonly name: string } };
  readonly components: readonly {
    readonly 'bom-ref': string;
    readonly name: string;
    readonly version: string;
  }[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

/** The same of npm's other list. */
export function keepInCyclonedx(
  list: CyclonedxList,
  parts: ReadonlySet<string>,
  name: string,
): CyclonedxList;
