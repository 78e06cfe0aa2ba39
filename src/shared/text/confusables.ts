// Letters of other alphabets that pass for Latin ones at the size of a name plate. A selection of
// UTS #39's confusables.txt (https://www.unicode.org/Public/security/latest/confusables.txt): the
// one-to-one pairs of scripts that keyboards have. Full-width and styled letters are NFKC's work.
//
// Each line: Latin letter, then its look-alikes.

/** Capitals whose small form does not look like the small Latin letter, or not in every font. */
const CAPITALS = `
  A Ꭺ
  B Ᏼ
  C Ꮯ
  D Ꭰ
  E Ꭼ
  G Ꮐ
  H Ꮋ
  I Ӏ Ꮖ
  J Ꭻ
  K Ꮶ
  L Ꮮ
  M Ꮇ
  N Ν
  P Ꮲ
  R Ꭱ
  S Ꮪ Տ
  T Ꭲ
  U Ս
  V Ꮩ
  W Ꮃ
  Y Υ
  Z Ꮓ
`;

/**
 * Small letters, and the small forms of capitals that look alike: в stands here because В passes
 * for B, and names are compared without case.
 */
const SMALL = `
  a а α ɑ
  b в β ь
  c с ϲ
  d ԁ
  e е ε є
  g ɡ ց
  h н һ հ η
  i і ι ı ɩ
  j ј ϳ
  k к κ
  l ӏ
  m м μ
  n ո
  o о ο օ σ ς
  p р ρ
  q ԛ զ
  s ѕ
  t т τ
  u υ ս
  v ν ѵ
  w ԝ ѡ ա
  x х χ
  y у ү γ
  z ζ
`;

function readTable(table: string): ReadonlyMap<string, string> {
  const pairs = table
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [latin = '', ...lookAlikes] = line.trim().split(' ');
      return lookAlikes.map((lookAlike) => [lookAlike, latin] as const);
    });
  return new Map(pairs);
}

export const CAPITAL_LOOK_ALIKES = readTable(CAPITALS);
export const SMALL_LOOK_ALIKES = readTable(SMALL);
