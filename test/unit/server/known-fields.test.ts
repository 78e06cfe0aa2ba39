import { describe, expect, it } from 'vitest';
import { isKnownTo, withoutVia } from '../../../src/server/known-fields';

const CLIVE = { name: 'clive', presence: 'available' };

describe('a field that came later', () => {
  it.each([
    ['/socket.io/?EIO=4&knows=via&transport=websocket', true],
    ['/socket.io/?knows=other,via', true],
    ['/socket.io/?knows=', false],
    ['/socket.io/?knows=viaduct', false],
    ['/socket.io/?EIO=4', false],
    [undefined, false],
  ])('is known to whoever says so: %s', (url, expected) => {
    expect(isKnownTo(url, 'via')).toBe(expected);
  });

  it('is left out wherever people and members stand, and nowhere else', () => {
    const via = 'clivrt';
    const description = { via: 'train', member: { via } };
    expect(withoutVia({ here: [{ ...CLIVE, via }], gone: ['via'] })).toEqual({
      here: [CLIVE],
      gone: ['via'],
    });
    const member = { id: 'x', description };
    const room = { room: { slug: 'via' }, you: member, members: [{ ...member, via }] };
    expect(withoutVia({ ok: true, room })).toEqual({
      ok: true,
      room: { room: { slug: 'via' }, you: member, members: [member] },
    });
    expect(withoutVia({ member: { ...member, via } })).toEqual({ member });
  });
});
