import { readFileSync, statSync } from 'node:fs';
import { describeError } from '../../shared/base/error-code';
import { TurnAccounts, type TurnOptions, TurnOptionsError } from './turn-accounts';

const MAX_SECRET_BYTES = 4_096;

const READ_ERRORS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'it may not be read by this user',
  EISDIR: 'it is a folder',
};

/**
 * The secret that a file has on its one line, as the TURN server knows it.
 * @throws {TurnOptionsError} when there is none
 */
export function readTurnSecret(file: string): string {
  const text = read(file).trim();
  if (text === '') throw new TurnOptionsError(`${file} is empty: it has to hold the secret.`);
  if (/\s/.test(text)) {
    throw new TurnOptionsError(`${file} holds more than one word: a secret has no blanks in it.`);
  }
  return text;
}

/**
 * A TURN server whose secret is in a file.
 * @throws {TurnOptionsError} when there is none, or the rest cannot be used
 */
export function readTurnOptions({
  secretFile,
  ...options
}: Omit<TurnOptions, 'secret'> & { readonly secretFile: string }): TurnOptions {
  const turn = { ...options, secret: readTurnSecret(secretFile) };
  TurnAccounts.check(turn);
  return turn;
}

function read(file: string): string {
  try {
    if (statSync(file).size <= MAX_SECRET_BYTES) return readFileSync(file, 'utf8');
  } catch (error) {
    const code = describeError(error);
    throw new TurnOptionsError(`Cannot read ${file}: ${READ_ERRORS[code] ?? code}.`);
  }
  throw new TurnOptionsError(`${file} is too large to be a secret.`);
}
