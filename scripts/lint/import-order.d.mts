export const OWNERS: readonly (readonly [api: string, file: string, patterns: readonly string[]])[];
export const NAME_OWNERS: readonly {
  readonly module: string;
  readonly names: readonly string[];
  readonly file: string;
}[];
export const NAVIGATOR_OWNERS: readonly { readonly property: string; readonly file: string }[];
export const SHARED_RUNGS: readonly (readonly string[])[];
export const RENDERER_RUNGS: readonly (readonly string[])[];
