import { describe, expect, it } from 'vitest';
import { iceSupply } from '../../../../src/renderer/app/ice-supply';
import { DisposableStore } from '../../../../src/shared/base/lifecycle';
import { SILENT_LOGGER } from '../../../../src/shared/base/logger';
import type { Partner } from '../../../../src/shared/call/membership';
import { DEFAULT_SETTINGS, type Settings } from '../../../../src/shared/config/settings';
import type { Trust } from '../../../../src/shared/identity/trust';
import type { RoomInfo } from '../../../../src/shared/protocol/room-messages';
import type { TurnServer } from '../../../../src/shared/protocol/turn-messages';
import type { SignallingState } from '../../../../src/shared/signalling/signalling-api';

type Supply = ReturnType<typeof iceSupply>;

interface World {
  readonly settings?: Partial<Settings>;
  readonly room?: Pick<RoomInfo, 'isPrivate' | 'hasPassword'>;
  readonly trust?: Trust;
  readonly handedOut?: readonly TurnServer[];
}

const SIGNED_IN: SignallingState = {
  kind: 'signed-in',
  server: 'wss://a',
  name: 'ann',
  isSecure: true,
};

function partner(id: string, name: string): Partner {
  return { id, name, key: null, isAway: false, outOfReach: null };
}

/** Bob is in a call or a room, Carol is a contact. */
function supply({ settings, room, trust = 'unknown', handedOut = [] }: World): Supply & {
  readonly asked: () => number;
} {
  let asked = 0;
  const signalling = {
    request: () => {
      asked += 1;
      return Promise.resolve({ ok: true, servers: handedOut });
    },
    onState: (listener: (state: SignallingState) => void) => {
      listener(SIGNED_IN);
      return () => undefined;
    },
  };
  const ids = room === undefined ? ['peer', 'peer'] : ['member-1', 'member-2'];
  const context = {
    store: new DisposableStore(),
    host: { signalling },
    settings: { current: { ...DEFAULT_SETTINGS, contacts: ['carol'], ...settings } },
    membership: { partners: [partner(ids[0], 'bob'), partner(ids[1], 'Carol')] },
    room: { current: room === undefined ? null : { info: room } },
    people: { identities: { trustOf: () => trust } },
  };
  const made = iceSupply(context as unknown as Parameters<typeof iceSupply>[0], SILENT_LOGGER);
  return { ...made, asked: () => asked };
}

const PUBLIC = { isPrivate: false, hasPassword: false };

describe('from whom the address is hidden', () => {
  it('is whoever calls and is no contact', () => {
    expect(supply({}).hidingFrom('peer')).toBe('where-relayed');
    expect(supply({ settings: { contacts: ['BOB'] } }).hidingFrom('peer')).toBe('never');
    const changed = { settings: { contacts: ['bob'] }, trust: 'changed' as const };
    expect(supply(changed).hidingFrom('peer')).toBe('where-relayed');
  });

  it('is whoever is no contact in a room that is listed and has no password', () => {
    const { hidingFrom } = supply({ room: PUBLIC });
    expect([hidingFrom('member-1'), hidingFrom('member-2')]).toEqual(['where-relayed', 'never']);
    expect(supply({ room: { ...PUBLIC, isPrivate: true } }).hidingFrom('member-1')).toBe('never');
    expect(supply({ room: { ...PUBLIC, hasPassword: true } }).hidingFrom('member-1')).toBe('never');
  });

  it('is somebody of whom nothing is known yet', () => {
    expect(supply({}).hidingFrom('nobody')).toBe('where-relayed');
  });

  it('is everybody, or nobody, where the user says so', () => {
    expect(supply({ settings: { hide_address: 'on' } }).hidingFrom('peer')).toBe('always');
    expect(supply({ settings: { hide_address: 'off' } }).hidingFrom('peer')).toBe('never');
  });
});

describe('the servers of a connection', () => {
  const own = [{ urls: 'turn:a', username: 'u', credential: 'c' }];
  const handedOut = [{ urls: ['turn:a', 'turns:a'], username: 'x', credential: 'y' }];

  it('are those of the user, and then those of the server', async () => {
    const { iceServers } = supply({ settings: { ice_servers: own }, handedOut });
    expect(await iceServers(false)).toEqual([
      ...own,
      { urls: ['turns:a'], username: 'x', credential: 'y' },
    ]);
  });

  it('are not asked for where the other end is in the page', () => {
    const { iceServers, asked } = supply({ settings: { ice_servers: own }, handedOut });
    expect(iceServers(true)).toEqual(own);
    expect(asked()).toBe(0);
  });

  it('are there at once where the server has none', async () => {
    const { iceServers, asked } = supply({ settings: { ice_servers: own } });
    expect(await iceServers(false)).toEqual(own);
    expect(iceServers(false)).toEqual(own);
    expect(asked()).toBe(1);
  });
});
