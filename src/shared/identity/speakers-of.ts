import type { PublicKey } from '../protocol/fields';
import type { Statement } from './statement';

/** The keys in whose name `statement` speaks: nobody else has a reason to sign it. */
export function speakersOf(statement: Statement): readonly PublicKey[] {
  switch (statement.kind) {
    case 'sign-in':
      return [statement.key];
    case 'signal':
    case 'pigeon':
    case 'shell':
      return [statement.from];
    case 'device-linked':
    case 'device-removed':
      return [statement.by, statement.device];
  }
}
