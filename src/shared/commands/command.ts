import type { StyleName } from '../ascii/styles';
import type { Presence } from '../protocol/messages';
import type { ArgumentKind, CommandName } from './definitions';

export const SNAPSHOT_FORMATS = ['txt', 'ansi', 'png'] as const;
export type SnapshotFormat = (typeof SNAPSHOT_FORMATS)[number];

export const RECORD_ACTIONS = ['start', 'stop'] as const;
export const AUTO_ANSWER_ACTIONS = ['on', 'off', 'list', 'add', 'remove'] as const;

/**
 * A command that was understood. `null`: that part was left out. Names of people are valid and a
 * `server` is an address; texts and values of settings are as typed.
 */
export type Command =
  | { readonly name: 'login'; readonly user: string | null; readonly server: string | null }
  | { readonly name: 'logout'; readonly isForced: boolean }
  | { readonly name: 'lookup' | 'answer' | 'hangup' | 'whoami' | 'devices' | 'quit' | 'exit' }
  | { readonly name: 'say'; readonly text: string }
  | { readonly name: 'msg'; readonly person: string; readonly text: string }
  | { readonly name: 'call'; readonly person: string }
  | { readonly name: 'decline'; readonly text: string | null }
  | { readonly name: 'set'; readonly presence: Presence }
  | { readonly name: 'style'; readonly style: StyleName | null }
  /** `null`: the other way round than now. */
  | { readonly name: 'mute' | 'camera'; readonly isOn: boolean | null }
  | { readonly name: 'config'; readonly key: string | null; readonly value: string | null }
  /** Settings that are changed often have a command of their name. */
  | { readonly name: 'density' | 'crt' | 'bandwidth'; readonly value: string | null }
  | { readonly name: 'autoanswer'; readonly action: 'show' | 'on' | 'off' }
  | { readonly name: 'autoanswer'; readonly action: 'add' | 'remove'; readonly person: string }
  | { readonly name: 'record'; readonly isStart: boolean; readonly file: string | null }
  | { readonly name: 'snapshot'; readonly format: SnapshotFormat }
  | { readonly name: 'help'; readonly command: CommandName | null };

/** Why a line is no command, with what is needed to say what to do instead. */
export type CommandError =
  | { readonly reason: 'unknown-command'; readonly word: string; readonly nearest: string | null }
  | { readonly reason: 'unterminated-quote' }
  | { readonly reason: 'missing-argument'; readonly usage: string; readonly what: string }
  | { readonly reason: 'unexpected-argument'; readonly usage: string; readonly word: string }
  | { readonly reason: 'unknown-option'; readonly usage: string; readonly word: string }
  | {
      readonly reason: 'bad-value';
      readonly what: string;
      readonly kind: ArgumentKind;
      readonly word: string;
      /** What is allowed; empty where it is not a list. */
      readonly allowed: readonly string[];
      readonly nearest: string | null;
    }
  /** A bare line with nobody to hear it. */
  | { readonly reason: 'not-in-call'; readonly text: string };
