import { parse as parseIni } from 'ini';
import * as v from 'valibot';
import type { LogLevel } from '../base/logger';
import { SETTING_SCHEMAS, type SettingKey } from './schema';
import type { Settings } from './settings';

/** What a `.clivrt` file asks for, and a sentence for everything that is worth a word. */
export interface ClivrtFile {
  readonly patch: Partial<Settings>;
  readonly notices: readonly string[];
}

/** clivrt looked for these anywhere in the value, in this order. */
const LOG_LEVEL_PARTS: readonly (readonly [string, LogLevel])[] = [
  ['DEBUG', 'debug'],
  ['INFO', 'info'],
  ['WARN', 'warn'],
  ['ERR', 'error'],
  ['CRI', 'critical'],
];

/**
 * How the text of each key becomes a value for its schema; keys that are not here are not clivrt's.
 */
const READERS: Readonly<Partial<Record<string, (text: string) => unknown>>> = {
  username: (text) => text,
  signalinghosturl: (text) => text,
  autoanswer: (text) => /^(true|yes|on|1)$/i.test(text),
  loglevel: (text) => LOG_LEVEL_PARTS.find(([part]) => text.toUpperCase().includes(part))?.[1],
  videostyle: (text) => text,
  webcam: (text) => text,
  framerate: Number,
  frame_interval: Number,
  video_size: (text) => text,
};

const NAME_PEOPLE =
  '.clivrt: autoanswer answers people that you name, and nobody else: autoanswer add NAME';

/** clivrt's own placeholder for "no server given". */
const NO_SERVER = 'dummy';

const CAPTION_KEY = /^asr_\w{1,20}$/;

/** Reads the text of a `.clivrt` file: an INI file with one section, `[DEFAULT]`. Never throws. */
export function readClivrtFile(text: string): ClivrtFile {
  const notices: string[] = [];
  const patch: Record<string, unknown> = {};
  for (const [key, value] of entriesOf(defaultSection(text))) {
    if (CAPTION_KEY.test(key))
      notices.push(`.clivrt: ${key} was left out: there are no captions yet.`);
    if (!isClivrtKey(key) || (key === 'signalinghosturl' && value === NO_SERVER)) continue;
    const setting = readSetting(key, value);
    if (setting !== null) patch[key] = setting.value;
    else notices.push(`.clivrt: the value of ${key} cannot be used and was left out.`);
  }
  if (patch.autoanswer === true) notices.push(NAME_PEOPLE);
  return { patch, notices };
}

/** Keys and values as text; a section or a list is nothing of clivrt's. */
function entriesOf(section: Readonly<Record<string, unknown>>): (readonly [string, string])[] {
  return Object.entries(section)
    .filter(([, value]) => typeof value === 'string' || typeof value === 'boolean')
    .map(([key, value]) => [key.toLowerCase(), String(value).trim()] as const);
}

function isClivrtKey(key: string): key is SettingKey {
  return Object.hasOwn(READERS, key);
}

function readSetting(key: SettingKey, text: string): { readonly value: unknown } | null {
  const schema: v.GenericSchema = SETTING_SCHEMAS[key];
  const outcome = v.safeParse(schema, READERS[key]?.(text));
  return outcome.success ? { value: outcome.output } : null;
}

/**
 * Python's reader, which clivrt used, takes `key: value` too; and editors leave a byte order mark.
 */
function withEqualsSigns(text: string): string {
  return text.replace(/^\uFEFF/, '').replace(/^([ \t]*\w+)[ \t]*:/gm, '$1=');
}

function defaultSection(text: string): Readonly<Record<string, unknown>> {
  const file: unknown = parseIni(withEqualsSigns(text));
  if (!isRecord(file)) return {};
  // A file without a heading is read as if it had the one that clivrt wants.
  const section = 'DEFAULT' in file ? file.DEFAULT : file;
  return isRecord(section) ? section : {};
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
