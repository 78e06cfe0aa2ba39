import type { CallPorts } from '../../../../src/renderer/call/call-ports';
import {
  type LocalChange,
  LocalParticipant,
} from '../../../../src/renderer/call/local-participant';
import { CallSession } from '../../../../src/renderer/call/call-session';
import {
  createRemoteEvents,
  type RemoteSource,
  type RemoteTrack,
} from '../../../../src/renderer/call/remote-events';
import type { LinkStats } from '../../../../src/renderer/rtc/peer-link';
import { type LogLevel } from '../../../../src/shared/base/logger';
import type { CallPhase, CallSummary } from '../../../../src/shared/call/call-phase';
import type { MediaState } from '../../../../src/shared/protocol/peer-messages';
import type { Push, PushPayload } from '../../../../src/shared/protocol/events';
import type { PublicKey } from '../../../../src/shared/protocol/fields';
import type { Signer } from '../../../../src/shared/identity/signer';
import { FakeClock, settle } from '../../../helpers/fake-clock';
import { fakeTrack, FakeNetwork, type FakePeerLink } from '../../../helpers/fake-peer-link';
import {
  type Device,
  type InProcessClient,
  InProcessServer,
} from '../../../helpers/in-process-server';
import { deliverTo } from './deliver-to';

/** Somebody with a call session, and everything that it ever said. */
export interface Person {
  readonly name: string;
  readonly session: CallSession;
  /** What the remote end gets. */
  readonly local: LocalParticipant;
  /** What the remote end tells. */
  readonly remote: RemoteSource;
  readonly signalling: InProcessClient;
  /** How many signals this end has sent. */
  readonly signalCount: () => number;
  /** The links this end made, oldest first. */
  readonly links: FakePeerLink[];
  readonly phases: CallPhase['kind'][];
  readonly ended: CallSummary[];
  readonly tracks: RemoteTrack[];
  readonly media: MediaState[];
  readonly stats: LinkStats[];
  readonly missed: PushPayload<'call:missed'>[];
  /** In whose place somebody else wanted to be. */
  readonly impostors: string[];
  readonly log: { level: LogLevel; message: string }[];
  /** How often camera and microphone were asked for. */
  grants(): number;
}

/** A server, a network and a clock, for as many people as a test needs. */
export class CallWorld {
  readonly clock = new FakeClock();
  /** The windows' own share of it: the server has tasks, too. */
  readonly windowClock = this.clock.share();
  readonly network = new FakeNetwork(this.windowClock);
  readonly server = new InProcessServer(this.clock);
  /** Whoever joins twice under a name does so on the same device. */
  private readonly devices = new Map<string, Device>();
  /** Whom the server says to have another key than they have, or (`null`) none. */
  readonly lies = new Map<string, PublicKey | null>();

  async join(
    name: string,
    { key, ...ports }: Partial<CallPorts> & { readonly key?: Signer } = {},
    change: LocalChange = {},
  ): Promise<Person> {
    const device = this.devices.get(name) ?? (new Map() as Device);
    this.devices.set(name, device);
    const signalling = this.server.client(name, device, key);
    let grants = 0;
    let signalCount = 0;
    const links: FakePeerLink[] = [];
    const log: Person['log'] = [];
    const tracks = { audio: fakeTrack('audio', `${name}-audio`), video: fakeTrack('video', name) };
    const local = new LocalParticipant();
    local.update({ tracks });
    local.update(change);
    const {
      grantMedia = () => Promise.resolve(),
      signer = () => key ?? null,
      trustOf = () => 'unknown' as const,
    } = ports;
    const logger: CallPorts['logger'] = { log: (level, message) => log.push({ level, message }) };
    const remote = createRemoteEvents(logger);
    const session = new CallSession({
      request: (name, payload) => {
        if (name === 'call:signal') signalCount += 1;
        return signalling.request(name, payload);
      },
      linkFactory: (options) => {
        const link = this.network.createLink(options);
        links.push(link);
        return link;
      },
      checkOffer: this.network.checkOffer,
      createEchoPeer: this.network.createEchoPeer,
      iceServers: () => [],
      hidingFrom: () => 'never' as const,
      clock: this.windowClock,
      local,
      remote,
      logger,
      ...ports,
      signer,
      trustOf,
      grantMedia: () => {
        grants += 1;
        return grantMedia();
      },
    });
    const deliver = deliverTo({ call: session });
    signalling.onPush((push) => {
      deliver(this.lied(push, session.phase));
    });
    signalling.onState((state) => {
      session.handleSignallingState(state);
    });
    await signalling.signIn();
    const recorded = record(session, remote);
    return {
      name,
      session,
      local,
      remote,
      signalling,
      links,
      log,
      grants: () => grants,
      signalCount: () => signalCount,
      ...recorded,
    };
  }

  private lied(push: Push, phase: CallPhase): Push {
    if (push.name !== 'call:incoming' && push.name !== 'call:accepted') return push;
    const who = push.name === 'call:incoming' ? push.payload.from : 'peer' in phase && phase.peer;
    const lie = who === false ? undefined : this.lies.get(who);
    if (lie === undefined) return push;
    return { ...push, payload: { ...push.payload, key: lie ?? undefined } } as Push;
  }

  /** Two people in a call that is live. */
  async connected(
    ports: Partial<CallPorts> = {},
    change: LocalChange = {},
  ): Promise<{ ann: Person; bob: Person }> {
    const ann = await this.join('ann');
    const bob = await this.join('bob', ports, change);
    ann.session.call('bob');
    await settle();
    bob.session.answer();
    await settle();
    return { ann, bob };
  }
}

function record(
  session: CallSession,
  remote: RemoteSource,
): Pick<Person, 'phases' | 'ended' | 'tracks' | 'media' | 'stats' | 'missed' | 'impostors'> {
  const phases: Person['phases'] = [];
  const ended: Person['ended'] = [];
  const tracks: Person['tracks'] = [];
  const media: Person['media'] = [];
  const stats: Person['stats'] = [];
  const missed: Person['missed'] = [];
  const impostors: Person['impostors'] = [];
  remote.on('impostor', () => {
    if ('peer' in session.phase) impostors.push(session.phase.peer);
  });
  session.onPhase((phase) => phases.push(phase.kind));
  session.onEnded((summary) => ended.push(summary));
  remote.on('track', ({ value }) => tracks.push(value));
  remote.on('media', ({ value }) => media.push(value));
  remote.on('stats', ({ value }) => stats.push(value));
  session.onMissed((call) => missed.push(call));
  return { phases, ended, tracks, media, stats, missed, impostors };
}
