/** What all packages of a release say of it. */
export interface ReleaseFacts {
  /** `1.0.0-rc.1` */
  readonly version: string;
  /** `2026-11-30`, from CHANGELOG.md. */
  readonly date: string;
  readonly description: string;
  readonly homepage: string;
  readonly author: string;
  readonly arch: string;
  readonly names: { readonly deb: string; readonly rpm: string };
  /** Seconds since 1970: SOURCE_DATE_EPOCH, or the time of the commit. */
  readonly epochS: number;
}

export function releaseFacts(arch?: string, epoch?: string): ReleaseFacts;
