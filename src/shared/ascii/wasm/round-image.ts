/**
 * An image of `averagePlane`, of `length` pixels, as bytes: 16 at a time. So many may be read and
 * written behind its end.
 */
export function roundImage(image: usize, length: u32, target: usize): void {
  const half = i16x8.splat(128);
  for (let at: u32 = 0; at < length; at += 16) {
    const from = image + (at << 1);
    const low = i16x8.shr_u(i16x8.add(v128.load(from), half), 8);
    const high = i16x8.shr_u(i16x8.add(v128.load(from, 16), half), 8);
    v128.store(target + at, i8x16.narrow_i16x8_u(low, high));
  }
}
