import { expect } from 'vitest';
import { followRemoteEvents } from '../../../../src/renderer/call/follow-remote-events';
import { LocalParticipant } from '../../../../src/renderer/call/local-participant';
import { Membership } from '../../../../src/renderer/call/membership';
import { createRemoteEvents, type RemoteSource } from '../../../../src/renderer/call/remote-events';
import { RemoteParticipants } from '../../../../src/renderer/call/remote-participants';
import { type RoomEnd, RoomSession } from '../../../../src/renderer/call/room-session';
import { Emitter } from '../../../../src/shared/base/emitter';
import type { CallPhase } from '../../../../src/shared/call/call-phase';
import type { KeptStay, StayKeeper } from '../../../../src/shared/call/kept-stay';
import type { RoomKey } from '../../../../src/shared/identity/room-key';
import type { Signer } from '../../../../src/shared/identity/signer';
import { FakeClock, settle } from '../../../helpers/fake-clock';
import { FakeNetwork, type FakePeerLink, fakeTrack } from '../../../helpers/fake-peer-link';
import {
  type Device,
  type InProcessClient,
  InProcessServer,
} from '../../../helpers/in-process-server';
import { deliverTo } from './deliver-to';

export interface Guest {
  readonly name: string;
  readonly room: RoomSession;
  readonly local: LocalParticipant;
  readonly remote: RemoteSource;
  readonly participants: RemoteParticipants;
  readonly client: InProcessClient;
  /** What it asked to enter rooms with. */
  readonly joins: unknown[];
  readonly links: FakePeerLink[];
  readonly ends: RoomEnd[];
  /** The keys of rooms that this device keeps, by slug. */
  readonly keys: Map<string, string>;
  /** ... and what their passwords make. */
  readonly roomKeys: Map<string, RoomKey>;
  grants: number;
}

/** Whoever is in rooms only. */
const NO_CALL = {
  partnerKey: null,
  partnerVia: null,
  onPhase: new Emitter<CallPhase>().event,
  setView: () => undefined,
  details: () => Promise.resolve(null),
};

/** What a server takes people back into their rooms by when it was started anew. */
const SECRET = Buffer.alloc(32, 7);

export interface Belongings {
  readonly signer?: Signer;
  readonly keys?: Map<string, string>;
  readonly roomKeys?: Map<string, RoomKey>;
  readonly stays?: StayKeeper;
  readonly device?: Device;
  /** What the server answers instead, if anything. */
  readonly lie?: (name: string, answer: object) => object;
}

/** What is kept for the page that takes the place of one that crashed: its words, and no more. */
export class TextStays implements StayKeeper {
  kept: KeptStay | null = null;
  readonly find = (): KeptStay | null => JSON.parse(JSON.stringify(this.kept)) as KeptStay | null;
  readonly takeUp = (): void => undefined;
  readonly keep = (stay: KeptStay | null): void => {
    this.kept = stay;
  };
}

/** A server, a network, and people with their rooms on it. */
export class RoomWorld {
  readonly clock = new FakeClock();
  readonly network = new FakeNetwork(this.clock);
  server = new InProcessServer(this.clock, { rooms: { pools: 'auto' }, restartSecret: SECRET });

  async guest(
    name: string,
    {
      keys = new Map<string, string>(),
      roomKeys = new Map<string, RoomKey>(),
      stays,
      device,
      signer,
      lie = (_name, answer) => answer,
    }: Belongings = {},
  ): Promise<Guest> {
    const client = this.server.client(name, device, signer);
    const joins: unknown[] = [];
    const links: FakePeerLink[] = [];
    const ends: RoomEnd[] = [];
    const counted = { grants: 0 };
    const tracks = { audio: fakeTrack('audio', `${name}-audio`), video: fakeTrack('video', name) };
    const local = new LocalParticipant();
    local.update({ tracks });
    const logger = { log: () => undefined };
    const remote = createRemoteEvents(logger);
    const room = new RoomSession({
      request: async (request, payload) => {
        if (request === 'room:join') joins.push(payload);
        const answer = await client.request(request, payload);
        return lie(request, answer) as typeof answer;
      },
      linkFactory: (options) => {
        const link = this.network.createLink(options);
        links.push(link);
        return link;
      },
      checkOffer: this.network.checkOffer,
      signer: () => signer ?? null,
      iceServers: () => [],
      hidingFrom: () => 'never' as const,
      local,
      grantMedia: () => {
        counted.grants += 1;
        return Promise.resolve();
      },
      clock: this.clock,
      remote,
      logger,
      ...(stays && { stays }),
      ownerKeys: {
        find: (slug) => {
          const key = keys.get(slug);
          const roomKey = roomKeys.get(slug) ?? null;
          return Promise.resolve(key === undefined ? null : { slug, key, roomKey });
        },
        keep: ({ slug }, key, roomKey) => {
          keys.set(slug, key);
          if (roomKey !== null) roomKeys.set(slug, roomKey);
          return Promise.resolve();
        },
        forget: (slug) => {
          keys.delete(slug);
          return Promise.resolve();
        },
      },
    });
    const sound = { setVolume: () => undefined, dispose: () => undefined };
    const participants = new RemoteParticipants({ play: () => sound });
    new Membership({ call: NO_CALL, room }).onChange((all) => {
      participants.sync(all);
    });
    followRemoteEvents(remote, participants, this.clock);
    client.onPush(deliverTo({ room }));
    client.onState((state) => {
      room.handleSignallingState(state);
    });
    room.onEnded((why) => ends.push(why));
    await client.signIn();
    const made = {
      name,
      room,
      local,
      remote,
      participants,
      client,
      joins,
      links,
      ends,
      keys,
      roomKeys,
    };
    return Object.assign(counted, made);
  }

  /** People who went into `garden` one after the other. */
  async joined(...names: readonly string[]): Promise<Guest[]> {
    const guests: Guest[] = [];
    for (const name of names) {
      const each = await this.guest(name);
      expect(await each.room.join('garden')).toMatchObject({ ok: true });
      await settle();
      guests.push(each);
    }
    return guests;
  }
}

export const states = ({ participants }: Guest): string[] =>
  participants.people.map(({ name, connection }) => `${name} ${connection}`);
