/**
 * First names short enough for a name plate, in the manner of clivrt's `Anon` plus a first name.
 */
const FIRST_NAMES = (
  'Ada Alan Amal Anouk Ari Bea Ben Chidi Cleo Dana Dov Edda Eli Emeka Finn Flo Gita Grace Hana ' +
  'Hugo Ida Ines Ivo Jun Kai Kofi Lena Levi Lin Luz Mara Max Mei Milo Mira Nia Nils Noor Nora ' +
  'Olga Omar Otto Pia Quin Rosa Sami Sol Tara Theo Uma Vera Viggo Wren Xenia Yara Yusuf Zoe'
).split(' ');

/**
 * A name for somebody who gave none, such as `AnonMira`.
 *
 * @param random a number in [0, 1), passed in so that tests can choose
 * @param attempt counts refusals: from the second on a number is added (`AnonMira-3`)
 */
export function anonymousName(random: number, attempt = 0): string {
  const name = FIRST_NAMES[Math.floor(random * FIRST_NAMES.length)] ?? 'Nora';
  return attempt === 0 ? `Anon${name}` : `Anon${name}-${attempt + 1}`;
}
