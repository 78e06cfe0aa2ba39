import { TALK_MODES, type TalkMode } from '../../config/settings';
import { define } from '../command-definition';

const PTT_WORDS = ['on', ...TALK_MODES] as const;

export const DEVICE_COMMANDS = [
  define('ptt', 'Calls', 'push-to-talk: hold F9 to be heard; mute: hold it to be silent', {
    arguments: [{ name: 'on|off|mute', kind: 'word', words: PTT_WORDS, isOptional: true }],
    examples: ['ptt on', 'ptt mute', 'ptt off'],
    build: ({ values: [word] }) => ({ mode: readMode(word) }),
  }),
] as const;

/** `on` is how most people say `talk`; `null`: only show it. */
function readMode(word: string | undefined): TalkMode | null {
  if (word === 'on') return 'talk';
  return TALK_MODES.find((mode) => mode === word) ?? null;
}
