import { DisposableStore } from '../../shared/base/lifecycle';
import type { Logger } from '../../shared/base/logger';
import { SYSTEM_CLOCK } from '../../shared/base/system-clock';
import { isCallPush, isRoomPush } from '../../shared/call/session-pushes';
import { TURN_POLICY } from '../../shared/call/turn-policy';
import type { Signer } from '../../shared/identity/signer';
import type { SignallingClient } from '../../shared/signalling/signalling-client';
import { CallSession } from '../../renderer/call/call-session';
import { HandedOutServers } from '../../renderer/call/handed-out-servers';
import { LocalParticipant } from '../../renderer/call/local-participant';
import { Membership } from '../../renderer/call/membership';
import { createRemoteEvents, type RemoteEmitter } from '../../renderer/call/remote-events';
import { RoomSession } from '../../renderer/call/room-session';
import { mergeIceServers } from '../../renderer/rtc/ice-servers';
import { offerCheck } from '../../renderer/rtc/offer-check';
import type { PeerLinkOptions, TrackKind } from '../../renderer/rtc/peer-link';
import { createEngineExports } from '../../tty/screen/engine-module';
import { asBrowserTrack, type NodeTrack } from '../media/node-track';
import { NodeLink } from '../rtc/node-link';

/** Calls and rooms of a program, as the window has them. */
export interface Sessions {
  readonly call: CallSession;
  readonly room: RoomSession;
  readonly membership: Membership;
  readonly remote: RemoteEmitter;
  /** What everybody gets of this kind from now on. */
  send(kind: TrackKind, track: NodeTrack | null): void;
  dispose(): void;
}

export interface SessionsWish {
  readonly signalling: SignallingClient;
  readonly signer: Signer | null;
  readonly iceServers: readonly RTCIceServer[];
  readonly logger: Logger;
}

export function openSessions({ signalling, signer, iceServers, logger }: SessionsWish): Sessions {
  const store = new DisposableStore();
  const local = store.add(new LocalParticipant());
  const remote = store.add(createRemoteEvents(logger));
  const handedOut = new HandedOutServers({
    request: () => signalling.request('turn:credentials', {}),
    policy: TURN_POLICY,
    clock: SYSTEM_CLOCK,
    logger,
  });
  const ports = {
    request: signalling.request.bind(signalling),
    linkFactory: (options: PeerLinkOptions) => new NodeLink(options, createEngineExports),
    checkOffer: offerCheck(() => true),
    signer: () => signer,
    iceServers: async () => mergeIceServers(iceServers, await handedOut.take()),
    hidingFrom: () => 'never' as const,
    local,
    // A program that was started to be in calls has been asked.
    grantMedia: () => Promise.resolve(),
    remote,
    clock: SYSTEM_CLOCK,
    logger,
  };
  // The program judges by keys whom it knows.
  const trustOf = (_name: string, key: string | null) => (key === null ? 'keyless' : 'unknown');
  const call = store.add(new CallSession({ ...ports, trustOf }));
  const room = store.add(new RoomSession({ ...ports, ownerKeys: NO_OWNER_KEYS }));
  store.defer(
    signalling.onState((state) => {
      handedOut.handleSignallingState(state);
      call.handleSignallingState(state);
      room.handleSignallingState(state);
    }),
  );
  store.defer(
    signalling.onPush((push) => {
      if (isCallPush(push)) call.handlePush(push);
      else if (isRoomPush(push)) room.handlePush(push);
    }),
  );
  return {
    call,
    room,
    membership: store.add(new Membership({ call, room })),
    remote,
    send: (kind, track) => {
      local.update({ tracks: { [kind]: track && asBrowserTrack(track) } });
    },
    dispose: () => {
      store.dispose();
    },
  };
}

/** No key of a room is kept: the program owns none for longer than it runs. */
const NO_OWNER_KEYS = {
  find: () => Promise.resolve(null),
  keep: () => Promise.resolve(),
  forget: () => Promise.resolve(),
};
