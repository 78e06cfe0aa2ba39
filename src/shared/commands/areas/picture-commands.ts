import { define, type ReadArguments } from '../command-definition';
import { ON_OFF, oneOf, PERSON, readOnOff } from './common-arguments';

const SNAPSHOT_FORMATS = ['txt', 'ansi', 'png'] as const;
export type SnapshotFormat = (typeof SNAPSHOT_FORMATS)[number];

const RECORD_ACTIONS = ['start', 'stop'] as const;

export const PICTURE_COMMANDS = [
  define('density', 'Picture', 'draws pictures finer or coarser, from 0.5 to 4', {
    arguments: [{ name: 'NUMBER', kind: 'setting-value', isOptional: true }],
    examples: ['density', 'density 2'],
    build: ({ values: [value] }) => ({ value: value ?? null }),
  }),
  define('crt', 'Picture', 'makes the stage look like a cathode-ray tube', {
    arguments: [{ name: 'on|off', kind: 'setting-value', isOptional: true }],
    examples: ['crt on'],
    build: ({ values: [value] }) => ({ value: value ?? null }),
  }),
  define('selfview', 'Picture', 'puts your own picture into a corner, among the tiles or away', {
    arguments: [{ name: 'auto|tile|hidden|top-left|...', kind: 'setting-value', isOptional: true }],
    examples: ['selfview top-right', 'selfview hidden', 'selfview auto'],
    build: ({ values: [value] }) => ({ value: value ?? null }),
  }),
  define('bandwidth', 'Picture', 'limits what your picture costs, by a rule or in kbit/s', {
    arguments: [{ name: 'auto|low|high|KBPS', kind: 'setting-value', isOptional: true }],
    examples: ['bandwidth low', 'bandwidth 120'],
    build: ({ values: [value] }) => ({ value: value ?? null }),
  }),
  define('pixels', 'Picture', 'shows a picture as real video, or as text again (Esc)', {
    arguments: [{ ...PERSON, isOptional: true }, ON_OFF],
    examples: ['pixels', 'pixels ann', 'pixels off'],
    build: readPixels,
  }),
  define('snapshot', 'Picture', 'saves a picture on the stage as text, ANSI or PNG', {
    arguments: [
      { name: SNAPSHOT_FORMATS.join('|'), kind: 'word', words: SNAPSHOT_FORMATS, isOptional: true },
      { ...PERSON, isOptional: true },
    ],
    examples: ['snapshot', 'snapshot png', 'snapshot txt bob'],
    build: ({ values: [word, person] }) => ({
      format: oneOf(SNAPSHOT_FORMATS, word) ?? 'txt',
      person: person ?? null,
    }),
  }),
  define('record', 'Picture', 'records the stage as an asciicast; everybody is told', {
    arguments: [
      { name: RECORD_ACTIONS.join('|'), kind: 'word', words: RECORD_ACTIONS },
      { name: 'FILE', kind: 'text', isOptional: true },
    ],
    options: [{ name: 'v2', summary: 'as older players know it: asciicast v2 in place of v3' }],
    examples: ['record start', 'record start party.cast', 'record start --v2', 'record stop'],
    build: ({ values: [action, file], options }) => ({
      isStart: action === 'start',
      file: file ?? null,
      isForOldPlayers: options.has('v2'),
    }),
  }),
] as const;

/** `on` and `off` alone are no names: they are about the picture that is largest. */
function readPixels({ values: [first, second] }: ReadArguments): {
  readonly person: string | null;
  readonly isOn: boolean | null;
} {
  const isWord = (first === 'on' || first === 'off') && second === undefined;
  if (isWord) return { person: null, isOn: readOnOff(first) };
  return { person: first ?? null, isOn: readOnOff(second) };
}
