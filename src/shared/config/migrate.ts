import * as v from 'valibot';
import { isValidName } from '../text/sanitise';
import { CHORD_SCHEMA, SETTING_KEYS, SETTING_SCHEMAS, type SettingKey } from './schema';
import { noiseSuppressionOf } from './noise-suppression';
import { expectation } from './setting-expectation';
import { DEFAULT_SETTINGS, KEY_ACTIONS, type KeyAction, type Settings } from './settings';

/** Settings that can be used, and a sentence for everything that could not. */
export interface Migrated {
  readonly settings: Settings;
  readonly notices: readonly string[];
}

/** Settings that are lists of people. */
const PEOPLE_KEYS = ['contacts', 'favourites', 'blocked'] as const;

/** Defaults of before there were keys for the size of text, which have them now. */
const FORMER_KEYS: Readonly<Partial<Record<KeyAction, string>>> = {
  'finer-pictures': 'Ctrl+Plus',
  'coarser-pictures': 'Ctrl+Minus',
};

type Fields = Readonly<Record<string, unknown>>;

/**
 * Makes usable settings of anything: what an older version stored, what somebody edited by hand,
 * what a stranger made. A value that cannot be used becomes its default and a sentence; unknown
 * keys are dropped. Pure, and never throws.
 */
export function migrate(input: unknown): Migrated {
  if (!isFields(input)) {
    return {
      settings: DEFAULT_SETTINGS,
      notices: ['The settings are not in a form that can be read: the defaults are used.'],
    };
  }
  const notices: string[] = [];
  const fields = {
    ...input,
    keys: usableKeys(own(input, 'keys'), notices),
    autoanswer_people: usableCallers(input, notices),
    noise_suppression: usableSuppression(own(input, 'noise_suppression')),
    hide_address: usableHiding(own(input, 'hide_address')),
    ...Object.fromEntries(
      PEOPLE_KEYS.map((key) => [key, usablePeople(key, own(input, key), notices)]),
    ),
  };
  const values = SETTING_KEYS.map((key) => [key, settingOf(fields, key, notices)] as const);
  // Each value has passed its setting's schema, or is its default.
  const settings = { version: 1, ...Object.fromEntries(values) } as unknown as Settings;
  return { settings, notices };
}

function isFields(input: unknown): input is Fields {
  return typeof input === 'object' && input !== null && !Array.isArray(input);
}

/** Never through the prototype: `__proto__` in a file is only a strange key. */
function own(fields: Fields, key: string): unknown {
  return Object.hasOwn(fields, key) ? fields[key] : undefined;
}

function settingOf(fields: Fields, key: SettingKey, notices: string[]): unknown {
  const value = own(fields, key);
  if (value === undefined) return DEFAULT_SETTINGS[key];
  const schema: v.GenericSchema = SETTING_SCHEMAS[key];
  const outcome = v.safeParse(schema, value);
  if (outcome.success) return outcome.output;
  const wanted = expectation(key, outcome.issues[0].message);
  notices.push(`The setting ${key} must be ${wanted}: its default is used.`);
  return DEFAULT_SETTINGS[key];
}

/**
 * An action that is new since the file was written, or whose key cannot be bound, has its default.
 */
function usableKeys(keys: unknown, notices: string[]): unknown {
  if (!isFields(keys)) return keys;
  const chords = KEY_ACTIONS.map((action) => [action, chordOf(action, keys, notices)] as const);
  const bound = chords.map(([action, chord]) => {
    // The user has that key for something else, which goes before what is new.
    const isTaken = chords.some((other) => other[0] !== action && other[1] === chord);
    const isNew = LATER_ACTIONS.includes(action) && own(keys, action) === undefined;
    return [action, isTaken && isNew ? spareChord(chords) : chord] as const;
  });
  if (new Set(bound.map(([, chord]) => chord)).size === bound.length) {
    return Object.fromEntries(bound);
  }
  notices.push('One key was bound to two actions: the keys are those of the program again.');
  return DEFAULT_SETTINGS.keys;
}

/** Those whose usual keys somebody may have bound before there were these actions. */
const LATER_ACTIONS: readonly KeyAction[] = ['terminal-keys', 'hide-terminal'];
/** Where the key that was meant for an action is not free. */
const SPARE_CHORDS = ['Alt+T', 'Alt+B', 'Alt+G', 'F4', 'F8', 'F2'];

function spareChord(chords: readonly (readonly [KeyAction, string])[]): string {
  const isFree = (spare: string): boolean => chords.every(([, chord]) => chord !== spare);
  return SPARE_CHORDS.find(isFree) ?? SPARE_CHORDS[0];
}

function chordOf(action: KeyAction, keys: Fields, notices: string[]): string {
  const chord = own(keys, action);
  const isFormer = chord === FORMER_KEYS[action] && own(keys, 'larger-text') === undefined;
  if (chord === undefined || isFormer) return DEFAULT_SETTINGS.keys[action];
  const outcome = v.safeParse(CHORD_SCHEMA, chord);
  if (outcome.success) return outcome.output;
  notices.push(
    `The setting keys.${action} must be a key such as F2 or Alt+M: its default is used.`,
  );
  return DEFAULT_SETTINGS.keys[action];
}

/** It was a switch, and off where nobody had touched it. */
function usableHiding(hiding: unknown): unknown {
  if (typeof hiding !== 'boolean') return hiding;
  return hiding ? 'on' : DEFAULT_SETTINGS.hide_address;
}

/** It was a switch, before there was more than one kind. */
function usableSuppression(value: unknown): unknown {
  return typeof value === 'boolean' ? noiseSuppressionOf(value) : value;
}

/**
 * Earlier versions kept bare names, which were those of whichever server one was signed in to:
 * where the settings name one it was that, and else nobody can tell, so that they are to be named
 * again. Nor did they keep for how long: that is over.
 */
function usableCallers(fields: Fields, notices: string[]): unknown {
  const people = own(fields, 'autoanswer_people');
  if (!Array.isArray(people)) return people;
  const server = own(fields, 'signalinghosturl');
  const callers: unknown[] = people.map((each: unknown) =>
    withTime(
      typeof each === 'string' && typeof server === 'string' ? { name: each, server } : each,
    ),
  );
  const schema = SETTING_SCHEMAS.autoanswer_people;
  const usable = callers.filter((each) => v.is(schema, [each]));
  if (usable.length < people.length) {
    notices.push(
      'Automatic answers hold for people of the server on which they were named. In the setting ' +
        'autoanswer_people somebody had no name or no server, and was left out: autoanswer add NAME adds them.',
    );
  }
  return usable;
}

function withTime(caller: unknown): unknown {
  if (typeof caller !== 'object' || caller === null || Object.hasOwn(caller, 'untilMs'))
    return caller;
  return { ...caller, untilMs: 0 };
}

/** One name that is none must not cost the others their place. */
function usablePeople(key: string, people: unknown, notices: string[]): unknown {
  if (!Array.isArray(people)) return people;
  const names = people.filter((each) => typeof each === 'string' && isValidName(each));
  if (names.length < people.length) {
    notices.push(`In the setting ${key} something was not a name, and was left out.`);
  }
  return names;
}
