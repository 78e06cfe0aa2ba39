import { describe, expect, it } from 'vitest';
import {
  type ContactHandlerPorts,
  contactHandlers,
} from '../../../../src/renderer/commands/contact-handlers';
import {
  type PeopleHandlerPorts,
  PeopleHandlers,
} from '../../../../src/renderer/commands/people-handlers';
import {
  type RoomHandlerPorts,
  RoomHandlers,
} from '../../../../src/renderer/commands/room-handlers';
import { err } from '../../../../src/shared/base/result';
import { DEFAULT_SETTINGS, type Settings } from '../../../../src/shared/config/settings';

/** I am ann; a handler gets only the ports that these commands need. */
function setUp() {
  const said: string[] = [];
  let settings: Settings = { ...DEFAULT_SETTINGS, contacts: ['zed'] };
  const ports = {
    account: { name: 'ann', state: { kind: 'signed-in', name: 'ann', server: 'ws://x' } },
    chat: { tell: () => Promise.resolve(err('not-yourself')) },
    room: { current: { members: [{ id: 'b', name: 'bob' }] } },
    callHistory: { rename: () => Promise.resolve() },
    chatHistory: { rename: () => Promise.resolve() },
    identities: { rename: () => Promise.resolve() },
    settings: () => settings,
    updateSettings: (patch: Partial<Settings>) => {
      settings = { ...settings, ...patch };
      return Promise.resolve(settings);
    },
    notice: (text: string) => {
      said.push(text);
    },
  };
  return { ports: ports as unknown, said, contacts: () => settings.contacts };
}

describe('the answer to invite', () => {
  it.each([
    ['ws://127.0.0.1:8080', true],
    ['ws://[::1]:8080', true],
    ['wss://calls.example.org/webcrt', false],
  ])(
    'says of a link to the server %s whether it works on this machine only: %s',
    async (server, isLocal) => {
      const { ports, said } = setUp();
      const room = { current: { info: { slug: 'den', hasPassword: false }, members: [] } };
      const more = {
        room,
        server: () => server,
        serverCommand: 'webcrt-server',
        hosting: null,
        copy: () => Promise.resolve(true),
      };
      const { all } = new RoomHandlers({ ...(ports as RoomHandlerPorts), ...more } as never);
      await all.invite({ name: 'invite' });
      expect(said[0]).toContain(`${server.replace(/^ws/, 'http')}/room/den`);
      expect(said.slice(1).join()).toMatch(
        isLocal ? /this machine only.*webcrt-server --help.*login --server/ : /^$/,
      );
    },
  );
});

describe('the answer to invite in an app with a server of its own', () => {
  const OWN = 'ws://127.0.0.1:8080';
  const REPORT = {
    url: 'https://192.168.1.5:8443/#sha256=ab',
    fingerprint: 'AB',
    network: 'eth0',
    ownServer: OWN,
  };

  async function invite(server: string, report: typeof REPORT | null) {
    const { ports, said } = setUp();
    const copied: string[] = [];
    const { all } = new RoomHandlers({
      ...(ports as RoomHandlerPorts),
      room: { current: { info: { slug: 'den', hasPassword: true }, members: [] } },
      server: () => server,
      serverCommand: 'webcrt-server',
      hosting: { report: () => Promise.resolve(report) },
      copy: (text: string) => {
        copied.push(text);
        return Promise.resolve(true);
      },
    } as never);
    await all.invite({ name: 'invite' });
    return { said: said.join('\n'), copied };
  }

  it('copies the address that those on the network reach, once they may come', async () => {
    const { said, copied } = await invite(OWN, REPORT);
    expect(copied).toEqual(['https://192.168.1.5:8443/room/den#password=asked']);
    expect(said).toContain('https://192.168.1.5:8443/room/den');
    expect(said).toContain('login --server https://192.168.1.5:8443/#sha256=ab and then join den');
    expect(said).toMatch(/browser will warn/);
    expect(said).not.toContain('this machine only');
    expect(said).toMatch(/needs the password/);
  });

  it('says how they may, before that', async () => {
    const { said } = await invite(OWN, null);
    expect(said).toMatch(/this machine only.*\/host on, then \/invite once more/);
  });

  it('is about the server that the room is on, whatever is hosted beside it', async () => {
    const { said, copied } = await invite('wss://calls.example.org', REPORT);
    expect(copied).toEqual(['https://calls.example.org/room/den#password=asked']);
    expect(said).not.toContain('192.168');
  });
});

describe('somebody who names themselves', () => {
  it('is told by msg how messages are tried alone, and not how calls are', async () => {
    const { ports, said } = setUp();
    const { all } = new PeopleHandlers(ports as PeopleHandlerPorts);
    await all.msg({ name: 'msg', person: 'ann', text: 'hi' });
    expect(said).toEqual([
      'That is you. To try messages alone, type: msg echo TEXT (echo sends back what it is told).',
    ]);
  });

  it('is told by kick how a room is left, and not that they are not in it', async () => {
    const { ports, said } = setUp();
    const { all } = new RoomHandlers(ports as RoomHandlerPorts);
    await all.kick({ name: 'kick', person: 'Ann' });
    expect(said).toEqual(['That is you. /leave takes you out of the room.']);
  });

  it.each(['add', 'rename'] as const)(
    'does not become a contact of theirs by contact %s',
    async (action) => {
      const { ports, said, contacts } = setUp();
      const { contact } = contactHandlers(ports as ContactHandlerPorts);
      const [person, newName] = action === 'add' ? ['Ann', null] : ['zed', 'Ann'];
      await contact({ name: 'contact', action, person, newName });
      expect(said).toEqual(['Ann is you: contacts are other people. Take another name.']);
      expect(contacts()).toEqual(['zed']);
    },
  );

  it('may rename a contact to any name but their own', async () => {
    const { ports, contacts } = setUp();
    const { contact } = contactHandlers(ports as ContactHandlerPorts);
    await contact({ name: 'contact', action: 'rename', person: 'zed', newName: 'zoe' });
    expect(contacts()).toEqual(['zoe']);
  });
});
