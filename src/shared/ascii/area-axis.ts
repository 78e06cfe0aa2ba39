/**
 * How one axis of a picture is divided: target `t` covers the source from edge `t` to edge `t + 1`.
 * All in whole numbers, so that an average is exact: a source pixel is `unitsPerSource` units long
 * and a target `unitsPerTarget`.
 */
export interface AreaAxis {
  readonly sourceLength: number;
  readonly targetLength: number;
  readonly unitsPerSource: number;
  readonly unitsPerTarget: number;
  /** Source pixel of each edge, `targetLength + 1` entries; the last is `sourceLength`. */
  readonly edgePixels: Int32Array;
  /** Units from that pixel's start to the edge, 0..unitsPerSource - 1. */
  readonly edgeUnits: Int32Array;
}

export function createAreaAxis(sourceLength: number, targetLength: number): AreaAxis {
  const divisor = greatestCommonDivisor(sourceLength, targetLength);
  const unitsPerSource = targetLength / divisor;
  const unitsPerTarget = sourceLength / divisor;
  const edgePixels = new Int32Array(targetLength + 1);
  const edgeUnits = new Int32Array(targetLength + 1);
  for (let edge = 0; edge <= targetLength; edge++) {
    const units = edge * unitsPerTarget;
    edgePixels[edge] = Math.floor(units / unitsPerSource);
    edgeUnits[edge] = units % unitsPerSource;
  }
  return { sourceLength, targetLength, unitsPerSource, unitsPerTarget, edgePixels, edgeUnits };
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
