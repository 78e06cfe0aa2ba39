import { describe, expect, it } from 'vitest';
import { KnownRooms } from '../../../../src/renderer/call/known-rooms';

describe('KnownRooms', () => {
  it('are those of the last list, and those that I was in', () => {
    const rooms = new KnownRooms();
    rooms.handleListed(['den', 'garden']);
    rooms.handleEntered('attic');
    rooms.handleEntered('den');
    expect([...rooms.slugs].sort()).toEqual(['attic', 'den', 'garden']);
    rooms.handleListed(['garden']);
    expect([...rooms.slugs].sort()).toEqual(['attic', 'den', 'garden']);
    rooms.clear();
    expect(rooms.slugs).toEqual([]);
  });
});
