import { STYLE_NAMES } from '../ascii/styles';
import { assertNever } from '../base/assert-never';
import { err, ok, type Result } from '../base/result';
import { PRESENCES } from '../protocol/messages';
import { type Command, type CommandError, SNAPSHOT_FORMATS } from './command';
import { COMMAND_NAMES, type CommandName } from './definitions';
import type { ReadArguments } from './read-arguments';

/** Makes the typed command of arguments that were read and checked by its definition. */
export function buildCommand(
  name: CommandName,
  { values, options }: ReadArguments,
): Result<Command, CommandError> {
  const first = values.at(0) ?? null;
  const second = values.at(1) ?? null;
  switch (name) {
    case 'login':
      return ok({ name, user: options.get('user') ?? null, server: options.get('server') ?? null });
    case 'logout':
      return ok({ name, isForced: options.has('force') });
    case 'say':
      return ok({ name, text: first ?? '' });
    case 'msg':
      return ok({ name, person: first ?? '', text: second ?? '' });
    case 'call':
      return ok({ name, person: first ?? '' });
    case 'decline':
      return ok({ name, text: first });
    case 'set':
      return ok({ name, presence: oneOf(PRESENCES, first) ?? 'available' });
    case 'style':
      return ok({ name, style: oneOf(STYLE_NAMES, first) });
    case 'mute':
    case 'camera':
      return ok({ name, isOn: first === null ? null : first === 'on' });
    case 'config':
      return ok({ name, key: first, value: second });
    case 'density':
    case 'crt':
    case 'bandwidth':
      return ok({ name, value: first });
    case 'autoanswer':
      return buildAutoAnswer(first, second);
    case 'record':
      return ok({ name, isStart: first === 'start', file: second });
    case 'snapshot':
      return ok({ name, format: oneOf(SNAPSHOT_FORMATS, first) ?? 'txt' });
    case 'help':
      return ok({ name, command: oneOf(COMMAND_NAMES, first) });
    case 'lookup':
    case 'answer':
    case 'hangup':
    case 'whoami':
    case 'devices':
    case 'quit':
    case 'exit':
      return ok({ name });
    default:
      return assertNever(name, 'command');
  }
}

function oneOf<T extends string>(allowed: readonly T[], word: string | null): T | null {
  return allowed.find((each) => each === word) ?? null;
}

function buildAutoAnswer(
  action: string | null,
  person: string | null,
): Result<Command, CommandError> {
  const name = 'autoanswer';
  if (action === 'add' || action === 'remove') {
    const usage = `${name} ${action} PERSON`;
    if (person === null) return err({ reason: 'missing-argument', usage, what: 'PERSON' });
    return ok({ name, action, person });
  }
  const usage = `${name} ${action ?? ''}`;
  if (person !== null) return err({ reason: 'unexpected-argument', usage, word: person });
  return ok({ name, action: action === 'on' || action === 'off' ? action : 'show' });
}
