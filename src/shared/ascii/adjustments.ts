/** What a viewer turns the knobs of a picture to. */
export interface Adjustments {
  /** Exponent on brightness is 1 / gamma: above 1 brightens the middle [0.3 - 3]. */
  readonly gamma: number;
  /** Around the middle grey; 1 changes nothing [0.2 - 3]. */
  readonly contrast: number;
  /** 0 is grey, 1 changes nothing [0 - 3]. */
  readonly saturation: number;
  /** How much edges are raised; 0 changes nothing [0 - 3]. */
  readonly edges: number;
}

export const ADJUSTMENT_NAMES = ['gamma', 'contrast', 'saturation', 'edges'] as const;

/** The range of each knob: least and most. */
export const ADJUSTMENT_RANGES: Readonly<Record<keyof Adjustments, readonly [number, number]>> = {
  gamma: [0.3, 3],
  contrast: [0.2, 3],
  saturation: [0, 3],
  edges: [0, 3],
};

export const NO_ADJUSTMENTS: Adjustments = { gamma: 1, contrast: 1, saturation: 1, edges: 0 };

export function isSameAdjustment(one: Adjustments, other: Adjustments): boolean {
  return ADJUSTMENT_NAMES.every((name) => one[name] === other[name]);
}
