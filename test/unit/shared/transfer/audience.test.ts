import { describe, expect, it } from 'vitest';
import { chooseAudience, type FilePlace } from '../../../../src/shared/transfer/audience';

const person = (name: string, outOfReach: string | null = null) => ({
  id: `id-${name}`,
  name,
  outOfReach,
});

function room(...people: ReturnType<typeof person>[]): FilePlace {
  return { kind: 'room', me: 'Ann', people };
}

function namesFor(whom: string | null, place: FilePlace): readonly string[] {
  const audience = chooseAudience(whom, place);
  if (!audience.ok) throw new Error(audience.error.kind);
  return audience.value.people.map(({ name }) => name);
}

function failureFor(whom: string | null, place: FilePlace) {
  const audience = chooseAudience(whom, place);
  return audience.ok ? null : audience.error;
}

describe('whom files go to', () => {
  const CALL: FilePlace = { kind: 'call', peer: { id: 'peer', name: 'Bob' } };

  it('in a call: the other end, named or not, and nobody else', () => {
    expect(namesFor(null, CALL)).toEqual(['Bob']);
    expect(namesFor('bob', CALL)).toEqual(['Bob']);
    expect(failureFor('carol', CALL)).toEqual({ kind: 'absent', name: 'carol', peer: 'Bob' });
  });

  it('in a room: everybody, or whoever is named', () => {
    const place = room(person('Bob'), person('carol'));
    expect(namesFor(null, place)).toEqual(['Bob', 'carol']);
    expect(namesFor('BOB', place)).toEqual(['Bob']);
    expect(failureFor('dan', place)).toEqual({ kind: 'absent', name: 'dan', peer: null });
    expect(failureFor('ann', place)).toEqual({ kind: 'myself' });
  });

  it('leaves out who is in the room and not connected, and says so', () => {
    const place = room(person('bob'), person('zoe', 'too-many'));
    const audience = chooseAudience(null, place);
    expect(audience).toMatchObject({ ok: true, value: { leftOut: [{ name: 'zoe' }] } });
    expect(namesFor(null, place)).toEqual(['bob']);
    expect(failureFor('zoe', place)).toEqual({ kind: 'out-of-reach', names: ['zoe'] });
  });

  it('is nobody where nobody is', () => {
    expect(failureFor(null, { kind: 'nowhere' })).toEqual({ kind: 'nowhere' });
    expect(failureFor('bob', { kind: 'echo' })).toEqual({ kind: 'echo' });
    expect(failureFor(null, room())).toEqual({ kind: 'alone' });
  });
});
