import { CAPTURE_SIZE_NAMES, isVideoSize } from '../../config/capture-sizes';
import { TALK_MODES, type TalkMode } from '../../call/talk-policy';
import { define, type ReadArguments } from '../command-definition';
import type { CommandError } from '../command-error';

const PTT_WORDS = ['on', ...TALK_MODES] as const;
const DEVICE_WORDS = ['camera', 'microphone', 'speaker', 'list'] as const;
type DeviceWord = (typeof DEVICE_WORDS)[number];

export const DEVICE_COMMANDS = [
  define('ptt', 'Calls', 'push-to-talk: hold F9 to be heard; mute: hold it to be silent', {
    arguments: [{ name: 'on|off|mute', kind: 'word', words: PTT_WORDS, isOptional: true }],
    examples: ['ptt on', 'ptt mute', 'ptt off'],
    build: ({ values: [word] }) => ({ mode: readMode(word) }),
  }),
  define('devices', 'Settings', 'chooses camera, microphone and speaker, and tries them', {
    arguments: [
      { name: DEVICE_WORDS.join('|'), kind: 'word', words: DEVICE_WORDS, isOptional: true },
      { name: 'LABEL', kind: 'text', isOptional: true, isRest: true },
    ],
    examples: ['devices', 'devices list', 'devices camera Logitech', 'devices speaker default'],
    check: checkDevices,
    build: ({ values: [word, label] }) => ({
      what: DEVICE_WORDS.find((each) => each === word) ?? null,
      label: label ?? null,
    }),
  }),
  define('resolution', 'Settings', 'asks your camera for a size, as far as it can', {
    arguments: [
      {
        name: 'SIZE',
        kind: 'word',
        words: CAPTURE_SIZE_NAMES,
        also: { form: 'WIDTHxHEIGHT such as 640x480', takes: isVideoSize },
        isOptional: true,
      },
    ],
    examples: ['resolution', 'resolution 720p', 'resolution 640x480'],
    build: ({ values: [word] }) => ({ size: word ?? null }),
  }),
] as const;

/** `on` is how most people say `talk`; `null`: only show it. */
function readMode(word: string | undefined): TalkMode | null {
  if (word === 'on') return 'talk';
  return TALK_MODES.find((mode) => mode === word) ?? null;
}

function checkDevices({ values: [word, label] }: ReadArguments): CommandError | null {
  const isList: boolean = word === ('list' satisfies DeviceWord);
  if (!isList || label === undefined) return null;
  return { reason: 'unexpected-argument', usage: 'devices list', word: label };
}
