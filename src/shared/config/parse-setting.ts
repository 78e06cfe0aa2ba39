import * as v from 'valibot';
import { PALETTE_NAMES } from '../ascii/palettes';
import { STYLE_NAMES } from '../ascii/styles';
import { LOG_LEVELS } from '../base/logger';
import { err, ok, type Result } from '../base/result';
import { BANDWIDTH_MODES } from '../call/sending-policy';
import { TALK_MODES } from '../call/talk-policy';
import { CAPTURE_SIZE_NAMES, captureSize } from './capture-sizes';
import { FITTING_SHELL } from '../shell/shell-fit';
import { SELF_VIEWS } from '../stage/self-view';
import { normaliseChord, refusedChord } from './key-chord';
import { SETTING_KEYS, SETTING_SCHEMAS, type SettingKey } from './schema';
import { NOISE_SUPPRESSIONS, noiseSuppressionOf } from './noise-suppression';
import { readTrustedCaller } from './trusted-caller';
import { readFingerprint } from './trusted-certificate';
import { expectation } from './setting-expectation';
import {
  DEFAULT_SETTINGS,
  type IceServerSetting,
  KEY_ACTIONS,
  type KeyAction,
  type Settings,
} from './settings';

const KEY_PREFIX = 'keys.';
const YES = /^(on|true|yes|1)$/i;
const NO = /^(off|false|no|0)$/i;
const NOTHING = /^(none|default)$/i;

/** What `config KEY` takes: every setting, the key bindings one by one. */
export const CONFIG_KEYS: readonly string[] = [
  ...SETTING_KEYS.filter((key) => key !== 'keys'),
  ...KEY_ACTIONS.map((action) => KEY_PREFIX + action),
];

/** What may be typed for a key, for completion; empty where it is anything. */
export function valuesFor(key: string): readonly string[] {
  if (key === 'videostyle') return STYLE_NAMES;
  if (key === 'palette') return PALETTE_NAMES;
  if (key === 'costume') return [...STYLE_NAMES, 'off'];
  if (key === 'ramp') return ['default'];
  if (key === 'loglevel') return LOG_LEVELS;
  if (key === 'webcam') return ['FAKE', 'default'];
  if (key === 'bandwidth') return BANDWIDTH_MODES;
  if (key === 'selfview') return SELF_VIEWS;
  if (key === 'ptt') return TALK_MODES;
  if (key === 'noise_suppression') return NOISE_SUPPRESSIONS;
  if (key === 'video_size') return CAPTURE_SIZE_NAMES;
  if (key === 'terminal_size') return [FITTING_SHELL, '80x24'];
  const value: unknown = isSettingKey(key) ? DEFAULT_SETTINGS[key] : undefined;
  if (typeof value === 'boolean') return ['on', 'off'];
  return value === null || Array.isArray(value) ? ['none'] : [];
}

/**
 * Makes a patch of what the user typed behind `config KEY`. The error is a sentence that says what
 * the key takes.
 */
export function parseSetting(
  key: string,
  text: string,
  settings: Settings,
): Result<Partial<Settings>, string> {
  if (key.startsWith(KEY_PREFIX))
    return parseBinding(key.slice(KEY_PREFIX.length), unquote(text.trim()), settings);
  if (!isSettingKey(key) || key === 'keys') {
    return err(`There is no setting ${key}. config lists them all.`);
  }
  const schema: v.GenericSchema = SETTING_SCHEMAS[key];
  const outcome = v.safeParse(schema, valueOf(key, unquote(text.trim())));
  if (outcome.success) return ok({ [key]: outcome.output, ...forgottenIds(key) });
  return err(`${key} must be ${expectation(key, outcome.issues[0].message)}.`);
}

/**
 * Who names a device by its label means whichever has it, and not the one that was chosen before.
 */
function forgottenIds(key: SettingKey): Partial<Settings> {
  if (key === 'webcam') return { webcam_id: null };
  if (key === 'microphone') return { microphone_id: null };
  return key === 'speaker' ? { speaker_id: null } : {};
}

/**
 * A value takes the rest of the line and needs no quotes; those who write them mean what is inside.
 */
function unquote(text: string): string {
  return /^(["'])(.*)\1$/.exec(text)?.[2] ?? text;
}

function isSettingKey(key: string): key is SettingKey {
  return Object.hasOwn(SETTING_SCHEMAS, key);
}

function parseBinding(
  action: string,
  text: string,
  settings: Settings,
): Result<Partial<Settings>, string> {
  const known = KEY_ACTIONS.find((each) => each === action);
  if (known === undefined) {
    return err(`There is no action ${action}. The actions are: ${KEY_ACTIONS.join(', ')}.`);
  }
  const chord = NOTHING.test(text) ? DEFAULT_SETTINGS.keys[known] : normaliseChord(text);
  const refusal = refusedChord(chord ?? text);
  if (chord === null || refusal !== null) return err(refusal ?? `${text} is not a key.`);
  const rival = actionOf(chord, settings);
  if (rival !== undefined && rival !== known) {
    return err(`${chord} is bound to ${rival} already. Bind that to another key first.`);
  }
  return ok({ keys: { ...settings.keys, [known]: chord } });
}

function actionOf(chord: string, settings: Settings): KeyAction | undefined {
  return KEY_ACTIONS.find((action) => settings.keys[action] === chord);
}

function valueOf(key: SettingKey, text: string): unknown {
  const standard: unknown = DEFAULT_SETTINGS[key];
  if (text.toLowerCase() === 'default') return standard;
  if (typeof standard === 'boolean') return YES.test(text) ? true : NO.test(text) ? false : text;
  if (typeof standard === 'number') return text === '' ? Number.NaN : Number(text);
  if (key === 'bandwidth') return /^\d+$/.test(text) ? Number(text) : text.toLowerCase();
  if (key === 'costume' && NO.test(text)) return null;
  if (key === 'noise_suppression') return noiseSuppression(text);
  if (key === 'ice_servers') return iceServers(text);
  if (key === 'hide_address' && YES.test(text)) return 'on';
  if (key === 'hide_address' && NO.test(text)) return 'off';
  if (key === 'autoanswer_people') return trustedCallers(text);
  if (key === 'trusted_certificates') return trustedCertificates(text);
  if (key === 'video_size') return captureSize(text);
  if (key === 'terminal_size') return text.toLowerCase();
  if (Array.isArray(standard)) return NOTHING.test(text) ? [] : text.split(/[\s,]+/);
  if (standard === null && NOTHING.test(text)) return null;
  return text;
}

/** As it was a switch once, it is still one for those who know no better. */
function noiseSuppression(text: string): string {
  if (YES.test(text)) return noiseSuppressionOf(true);
  return NO.test(text) ? noiseSuppressionOf(false) : text.toLowerCase();
}

/** `ann wss://calls.example.org always, bob ws://localhost:8080 until 2026-12-01T18:00Z`. */
function trustedCallers(text: string): unknown {
  return NOTHING.test(text) ? [] : text.split(',').map(readTrustedCaller);
}

/** `wss://calls.example.org AB:CD:...`. */
function trustedCertificates(text: string): unknown {
  if (NOTHING.test(text)) return [];
  return text.split(',').map((part) => {
    const [server, ...digits] = part.trim().split(/\s+/);
    return { server, fingerprint: readFingerprint(digits.join('')) ?? '' };
  });
}

/** JSON, or `stun:HOST` / `turn:HOST USER PASSWORD`, several separated by commas. */
function iceServers(text: string): unknown {
  if (NOTHING.test(text)) return [];
  if (text.startsWith('[')) {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      return text;
    }
  }
  return text.split(',').map((part): IceServerSetting => {
    const [urls, ...account] = part.trim().split(/\s+/);
    if (account.length !== 2) return { urls };
    return { urls, username: account[0], credential: account[1] };
  });
}
