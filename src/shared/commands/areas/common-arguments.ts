import type { ArgumentDefinition } from '../command-definition';

// Arguments that several commands have.

export const PERSON: ArgumentDefinition = { name: 'PERSON', kind: 'person' };
export const TEXT: ArgumentDefinition = { name: 'TEXT', kind: 'text', isRest: true };
export const ON_OFF: ArgumentDefinition = {
  name: 'on|off',
  kind: 'word',
  words: ['on', 'off'],
  isOptional: true,
};

/** `null`: left out, the other way round than now. */
export function readOnOff(word: string | undefined): boolean | null {
  return word === undefined ? null : word === 'on';
}

/** The one of `allowed` that `word` is; `null`: it was left out. */
export function oneOf<T extends string>(allowed: readonly T[], word: string | undefined): T | null {
  return allowed.find((each) => each === word) ?? null;
}
