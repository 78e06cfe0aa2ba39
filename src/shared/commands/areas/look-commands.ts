import { ADJUSTMENT_NAMES } from '../../ascii/adjustments';
import { PALETTE_NAMES } from '../../ascii/palettes';
import { STYLE_NAMES } from '../../ascii/styles';
import { type ArgumentDefinition, define, type ReadArguments } from '../command-definition';
import type { CommandError } from '../command-error';
import { oneOf, PERSON } from './common-arguments';

const DEFAULT = 'default';
const OFF = 'off';
const STYLE_WORDS = [...STYLE_NAMES, DEFAULT] as const;
const COSTUME_WORDS = [...STYLE_NAMES, OFF] as const;
const ADJUST_WORDS = [...ADJUSTMENT_NAMES, DEFAULT] as const;

/** Of a command that has the name of its setting. */
const ON_OFF_SETTING: ArgumentDefinition = {
  name: 'on|off',
  kind: 'setting-value',
  isOptional: true,
};

/** How pictures look: the viewer's choice, live. */
export const LOOK_COMMANDS = [
  define('style', 'Picture', 'chooses how all are drawn, or one person; alone: the next style', {
    arguments: [
      { name: 'STYLE', kind: 'word', words: STYLE_WORDS, isOptional: true },
      { ...PERSON, isOptional: true },
    ],
    examples: ['style', 'style filled-ascii', 'style braille ann', 'style default ann'],
    build: ({ values: [word, person] }) => ({
      style: oneOf(STYLE_WORDS, word),
      person: person ?? null,
    }),
  }),
  define(
    'palette',
    'Picture',
    'chooses the colours that people are drawn in, by name or your own',
    {
      arguments: [
        { name: 'NAME|#RRGGBB...', kind: 'setting-value', isOptional: true, isRest: true },
      ],
      examples: ['palette amber', 'palette #0f380f #306230 #8bac0f #9bbc0f', 'palette truecolour'],
      build: ({ values: [value] }) => ({ value: value ?? null }),
    },
  ),
  define('dither', 'Picture', 'lets the colours of a small palette take turns', {
    arguments: [ON_OFF_SETTING],
    examples: ['dither on'],
    build: ({ values: [value] }) => ({ value: value ?? null }),
  }),
  define('ramp', 'Picture', 'chooses the characters of the ramp styles, from dark to bright', {
    arguments: [{ name: 'CHARACTERS|default', kind: 'text', isOptional: true }],
    examples: ['ramp', 'ramp " .:-=+*#%@"', 'ramp default'],
    build: ({ values: [ramp] }) => ({ ramp: ramp ?? null }),
  }),
  define('adjust', 'Picture', 'turns gamma, contrast, saturation or edges of all pictures', {
    arguments: [
      { name: ADJUST_WORDS.join('|'), kind: 'word', words: ADJUST_WORDS, isOptional: true },
      { name: 'NUMBER', kind: 'setting-value', isOptional: true },
    ],
    examples: ['adjust', 'adjust gamma 1.3', 'adjust edges 0.8', 'adjust default'],
    check: checkAdjust,
    build: ({ values: [word, value] }) => ({
      knob: oneOf(ADJUST_WORDS, word),
      value: value ?? null,
    }),
  }),
  define('mirror', 'Picture', 'shows you yourself as in a mirror; others never see that', {
    arguments: [ON_OFF_SETTING],
    examples: ['mirror off'],
    build: ({ values: [value] }) => ({ value: value ?? null }),
  }),
  define('costume', 'Picture', 'chooses how others see you, unless they choose otherwise', {
    arguments: [
      { name: `STYLE|${OFF}`, kind: 'word', words: COSTUME_WORDS, isOptional: true },
      { name: 'PALETTE', kind: 'word', words: PALETTE_NAMES, isOptional: true },
    ],
    examples: ['costume braille amber', 'costume half', 'costume off'],
    check: checkCostume,
    build: ({ values: [style, palette] }) => ({
      style: oneOf(COSTUME_WORDS, style),
      palette: oneOf(PALETTE_NAMES, palette),
    }),
  }),
  define('costumes', 'Picture', 'shows others in their costumes, or as you like', {
    arguments: [ON_OFF_SETTING],
    examples: ['costumes off'],
    build: ({ values: [value] }) => ({ value: value ?? null }),
  }),
] as const;

function checkAdjust({ values: [word, value] }: ReadArguments): CommandError | null {
  if (word !== DEFAULT || value === undefined) return null;
  return { reason: 'unexpected-argument', usage: `adjust ${DEFAULT}`, word: value };
}

function checkCostume({ values: [word, palette] }: ReadArguments): CommandError | null {
  if (word !== OFF || palette === undefined) return null;
  return { reason: 'unexpected-argument', usage: `costume ${OFF}`, word: palette };
}
