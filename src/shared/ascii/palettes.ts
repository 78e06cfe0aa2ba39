import { NO_BACKGROUND } from './cells';
import { lumaOfRgb } from './luma';
import { paletteColour } from './palette-256';

/**
 * Colours to draw people in: all of them, those of old terminals, and those of well-known themes.
 */
export const PALETTE_NAMES = [
  'truecolour',
  '256',
  '16',
  'green',
  'amber',
  'solarized',
  'gruvbox',
  'own',
] as const;
export type PaletteName = (typeof PALETTE_NAMES)[number];

/** A palette of one's own has so many colours. */
export const MIN_OWN_COLOURS = 2;
export const MAX_OWN_COLOURS = 32;

/** What is done to the colours of a picture. */
export type Palette =
  | { readonly kind: 'all' }
  /** These colours and no others, 0xRRGGBB. `paper`: below letters that have none of their own. */
  | { readonly kind: 'limited'; readonly colours: readonly number[]; readonly paper: number }
  /** Brightness alone, as one glow: from dark to bright, evenly spaced, 0xRRGGBB. */
  | { readonly kind: 'glow'; readonly stops: readonly number[] };

/** The sixteen of the IBM colour display (5153, 1983), as terminals have had them since. */
const IBM_16 = [
  0x00_00_00, 0xaa_00_00, 0x00_aa_00, 0xaa_55_00, 0x00_00_aa, 0xaa_00_aa, 0x00_aa_aa, 0xaa_aa_aa,
  0x55_55_55, 0xff_55_55, 0x55_ff_55, 0xff_ff_55, 0x55_55_ff, 0xff_55_ff, 0x55_ff_ff, 0xff_ff_ff,
];

/** Ethan Schoonover's Solarized: eight tones from base03 to base3, and eight accents. */
const SOLARIZED = [
  0x00_2b_36, 0x07_36_42, 0x58_6e_75, 0x65_7b_83, 0x83_94_96, 0x93_a1_a1, 0xee_e8_d5, 0xfd_f6_e3,
  0xb5_89_00, 0xcb_4b_16, 0xdc_32_2f, 0xd3_36_82, 0x6c_71_c4, 0x26_8b_d2, 0x2a_a1_98, 0x85_99_00,
];

/** Pavel Pertsev's Gruvbox, dark: its tones, and its colours in both strengths. */
const GRUVBOX = [
  0x1d_20_21, 0x28_28_28, 0x3c_38_36, 0x50_49_45, 0x66_5c_54, 0x7c_6f_64, 0x92_83_74, 0xa8_99_84,
  0xbd_ae_93, 0xd5_c4_a1, 0xeb_db_b2, 0xfb_f1_c7, 0xcc_24_1d, 0x98_97_1a, 0xd7_99_21, 0x45_85_88,
  0xb1_62_86, 0x68_9d_6a, 0xd6_5d_0e, 0xfb_49_34, 0xb8_bb_26, 0xfa_bd_2f, 0x83_a5_98, 0xd3_86_9b,
  0x8e_c0_7c, 0xfe_80_19,
];

/** P1, the green of oscilloscopes and early terminals. */
const GREEN_GLOW = [0x00_08_02, 0x06_3d_14, 0x12_7c_2c, 0x2c_bd_4b, 0x63_f2_78, 0xd0_ff_cf];

/** P3, the amber that was easier on the eyes. */
const AMBER_GLOW = [0x0a_04_00, 0x45_20_00, 0x8c_46_00, 0xd0_73_04, 0xff_a9_26, 0xff_e9_b0];

const limited = (colours: readonly number[], paper = NO_BACKGROUND): Palette => ({
  kind: 'limited',
  colours,
  paper,
});

const PALETTES: Readonly<Record<Exclude<PaletteName, '256' | 'own'>, Palette>> = {
  truecolour: { kind: 'all' },
  '16': limited(IBM_16),
  green: { kind: 'glow', stops: GREEN_GLOW },
  amber: { kind: 'glow', stops: AMBER_GLOW },
  solarized: limited(SOLARIZED, SOLARIZED[0]),
  gruvbox: limited(GRUVBOX, GRUVBOX[0]),
};

/**
 * What `name` stands for; 'own' for `ownColours`, MIN_OWN_COLOURS to MAX_OWN_COLOURS of 0xRRGGBB.
 */
export function paletteOf(name: PaletteName, ownColours: readonly number[]): Palette {
  if (name === '256') return limited(xtermColours());
  if (name === 'own') return limited(ownColours, darkestOf(ownColours));
  return PALETTES[name];
}

/** Those of xterm's 256 that are the same in every terminal. */
function xtermColours(): readonly number[] {
  return Array.from({ length: 240 }, (_, place) => paletteColour(16 + place));
}

function darkestOf(colours: readonly number[]): number {
  return colours.reduce((least, each) => (lumaOfRgb(each) < lumaOfRgb(least) ? each : least));
}
