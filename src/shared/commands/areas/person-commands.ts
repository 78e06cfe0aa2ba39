import { MAX_VOLUME_PERCENT } from '../../call/participant';
import { define, type ReadArguments } from '../command-definition';
import type { CommandError } from '../command-error';
import { PERSON } from './common-arguments';

/** How one likes somebody shown and heard: nobody else notices. */
export const PERSON_COMMANDS = [
  define('volume', 'Stage', 'plays somebody louder or softer, from 0 to 200 per cent', {
    arguments: [PERSON, { name: 'PERCENT', kind: 'text' }],
    examples: ['volume bob 150', 'volume bob 100'],
    check: checkVolume,
    build: ({ values: [person = '', percent = ''] }) => ({ person, percent: Number(percent) }),
  }),
  define('hide', 'Stage', 'stops receiving the picture of somebody', {
    arguments: [PERSON],
    examples: ['hide bob'],
    build: ({ values: [person = ''] }) => ({ person }),
  }),
  define('show', 'Stage', 'brings back the picture of somebody who is hidden', {
    arguments: [PERSON],
    examples: ['show bob'],
    build: ({ values: [person = ''] }) => ({ person }),
  }),
  define('zoom', 'Stage', 'makes somebody large; without a name, all alike again (Esc)', {
    arguments: [{ ...PERSON, isOptional: true }],
    examples: ['zoom bob', 'zoom'],
    build: ({ values: [person] }) => ({ person: person ?? null }),
  }),
  define('pip', 'Stage', 'shows somebody in a small window that stays on top', {
    arguments: [{ ...PERSON, isOptional: true }],
    examples: ['pip bob', 'pip'],
    build: ({ values: [person] }) => ({ person: person ?? null }),
  }),
  define('stats', 'Stage', 'shows the technical side of connections', {
    arguments: [{ ...PERSON, isOptional: true }],
    examples: ['stats', 'stats bob'],
    build: ({ values: [person] }) => ({ person: person ?? null }),
  }),
] as const;

function checkVolume({ values: [, word = ''] }: ReadArguments): CommandError | null {
  if (/^\d{1,3}$/.test(word) && Number(word) <= MAX_VOLUME_PERCENT) return null;
  const allowed = [`0 to ${MAX_VOLUME_PERCENT}`];
  return { reason: 'bad-value', what: 'PERCENT', kind: 'text', word, allowed, nearest: null };
}
