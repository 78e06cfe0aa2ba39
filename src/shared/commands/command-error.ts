import type { ArgumentKind } from './command-definition';

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
