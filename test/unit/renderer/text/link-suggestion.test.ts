import { describe, expect, it } from 'vitest';
import { appLink, roomLink } from '../../../../src/renderer/text/invite-url';
import { inputSentences } from '../../../../src/renderer/text/input-sentences';
import {
  deviceSuggestion,
  loginSuggestion,
  roomSuggestion,
} from '../../../../src/renderer/text/link-suggestion';
import { parseRoomLink } from '../../../../src/shared/signalling/deep-link';

const HERE = 'wss://here.example';
const THERE = 'wss://there.example';
const KEYS = inputSentences(false);
const FINGERS = inputSentences(true);

describe('a link to a room', () => {
  it('fills in how to join it, of this server or of none that it names', () => {
    for (const server of [null, HERE]) {
      const { text, line, hint } = roomSuggestion(
        { slug: 'garden', server, asksPassword: false },
        HERE,
        KEYS,
      );
      expect(text).toContain('leads to the room garden');
      expect([line, hint]).toEqual(['join garden', 'Enter goes into the room']);
    }
  });

  it('fills in no more than how to sign in where its room is on another server', () => {
    const { text, line, hint } = roomSuggestion(
      { slug: 'garden', server: THERE, asksPassword: false },
      HERE,
      KEYS,
    );
    expect(text).toContain('another server than yours');
    expect(text).toContain(`login --server ${THERE}, then: join garden`);
    expect([line, hint]).toEqual([`login --server ${THERE}`, 'Enter signs in there']);
  });
});

describe('a link to a room with a password', () => {
  const link = { slug: 'garden', asksPassword: true };

  it('fills in a line that goes into no room without one', () => {
    const { line } = roomSuggestion({ ...link, server: null }, HERE, KEYS);
    expect(line).toBe('join --password garden');
    const { text } = roomSuggestion({ ...link, server: THERE }, HERE, KEYS);
    expect(text).toContain(`login --server ${THERE}, then: join --password garden`);
  });

  it('is what an invitation to it is, in a browser and in the app', () => {
    const room = { slug: 'garden', hasPassword: true };
    const inApp = parseRoomLink(appLink(HERE, room));
    expect(inApp).toEqual({ ...link, server: HERE });
    const { origin, pathname, hash } = new URL(roomLink(HERE, room));
    expect([origin, pathname, hash]).toEqual([
      'https://here.example',
      '/room/garden',
      '#password=asked',
    ]);
  });
});

describe('a link that a new device shows', () => {
  it('says what it would do, and fills in how', () => {
    const { text, line } = deviceSuggestion('K7Q2-M0XT-4PZ9', FINGERS);
    expect(text).toContain('Does your new device show that?');
    expect(line).toBe('device link K7Q2-M0XT-4PZ9');
  });
});

describe('a link to another server', () => {
  it('says who sees what is said there, and fills in how to sign in', () => {
    const { text, line } = loginSuggestion({ server: THERE, user: null }, KEYS);
    expect(text).toContain('whoever runs that server then sees');
    expect(line).toBe(`login --server ${THERE}`);
  });

  it('fills in a name that it asks for, and says so', () => {
    const { text, line } = loginSuggestion({ server: THERE, user: 'eve' }, FINGERS);
    expect(text).toContain('as eve');
    expect(line).toBe(`login --server ${THERE} --user eve`);
  });
});
