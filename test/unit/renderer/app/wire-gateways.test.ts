import { beforeEach, describe, expect, it } from 'vitest';
import type { AppContext } from '../../../../src/renderer/app/app-context';
import { wireGateways } from '../../../../src/renderer/app/wire-gateways';
import { LocalParticipant } from '../../../../src/renderer/call/local-participant';
import {
  createRemoteEvents,
  type RemoteEmitter,
} from '../../../../src/renderer/call/remote-events';
import type { RosterChange } from '../../../../src/renderer/chat/roster';
import { Emitter } from '../../../../src/shared/base/emitter';
import { DisposableStore } from '../../../../src/shared/base/lifecycle';
import type { CallPhase } from '../../../../src/shared/call/call-phase';
import { NO_COSTUME } from '../../../../src/shared/protocol/peer-messages';
import { fakeTrack } from '../../../helpers/fake-peer-link';

const CALLING: CallPhase = { kind: 'outgoing', peer: 'clive', callId: 'call-1', isRinging: false };
const LIVE: CallPhase = { kind: 'live', peer: 'clive', callId: 'call-1', sinceMs: 0 };

interface Somebody {
  readonly name: string;
  readonly via?: string;
}

const COSTUME = { ...NO_COSTUME, style: 'half' };
const CLIVE: Somebody = { name: 'clive', via: 'clivrt' };
const BOB: Somebody = { name: 'bob' };

let told: string[];
let people: Somebody[];
let here: Somebody[];
let changes: Emitter<RosterChange>;
let local: LocalParticipant;
let remote: RemoteEmitter;
let partnerVia: string | null;
let phases: Emitter<CallPhase>;
let terminals: Emitter<{ title: string } | null>;

beforeEach(() => {
  told = [];
  people = [CLIVE, BOB];
  here = [CLIVE, BOB];
  changes = new Emitter();
  partnerVia = null;
  local = new LocalParticipant();
  remote = createRemoteEvents({ log: () => undefined });
  phases = new Emitter();
  terminals = new Emitter();
  const context = {
    store: new DisposableStore(),
    call: {
      onPhase: phases.event,
      get partnerVia() {
        return partnerVia;
      },
    },
    local,
    remote,
    roster: {
      find: (name: string) => here.find((each) => each.name === name),
      onChange: changes.event,
      onReset: new Emitter<null>().event,
    },
    participants: {
      get people() {
        return people;
      },
      byId: (id: string) => people.find(({ name }) => name === id),
    },
    announcer: { tell: (text: string) => told.push(text) },
    shellShare: { onChange: terminals.event },
  };
  wireGateways(context as unknown as AppContext);
});

describe('of somebody who came by a gateway', () => {
  it('is told that no codec is known at both ends, for as long as they are there', () => {
    remote.fire('nothingShared', { id: 'clive', value: null });
    expect(told.join()).toMatch(/clive/);
    told.length = 0;
    remote.fire('nothingShared', { id: 'somebody who left', value: null });
    expect(told).toEqual([]);
  });

  it('is told that they may answer by themselves, and once a call is up what they lack', () => {
    phases.fire(CALLING);
    phases.fire({ ...CALLING, isRinging: true });
    partnerVia = 'clivrt';
    phases.fire(LIVE);
    phases.fire({ ...LIVE, sinceMs: 5 });
    expect(told).toEqual([
      expect.stringMatching(/^clive is here by clivrt, whose program may answer by itself/),
      expect.stringMatching(/^clive is here by clivrt.*nothing to verify/),
    ]);
  });

  it.each<[string, () => void]>([
    [
      'the server tells late that they are here',
      () => {
        here = [CLIVE];
        changes.fire({ kind: 'joined', person: { ...CLIVE, presence: 'available' } });
      },
    ],
    [
      'they have answered before that',
      () => {
        partnerVia = 'clivrt';
        phases.fire({ kind: 'connecting', peer: 'clive', callId: '1' });
      },
    ],
  ])('is told once that they may answer by themselves where %s', (_when, learn) => {
    here = [];
    phases.fire(CALLING);
    expect(told).toEqual([]);
    learn();
    learn();
    expect(told).toEqual([expect.stringMatching(/^clive is here by clivrt, whose program may/)]);
  });

  it.each<[string, () => void, RegExp]>([
    [
      'records',
      () => {
        local.update({ isRecording: true });
      },
      /does not show that you record: tell them/,
    ],
    [
      'shares a screen',
      () => {
        local.update({ tracks: { screen: fakeTrack('screen') } });
      },
      /source screen/,
    ],
    [
      'takes a costume',
      () => {
        local.update({ costume: COSTUME });
      },
      /knows of no costumes/,
    ],
    [
      'broadcasts',
      () => {
        local.update({ broadcast: 'asked' });
      },
      /cannot agree to being shown/,
    ],
    [
      'shares a terminal',
      () => {
        terminals.fire({ title: 'sh' });
      },
      /shows no terminals/,
    ],
  ])('is told what they do not see, once, when the local user %s', (_what, act, sentence) => {
    act();
    act();
    expect(told).toEqual([expect.stringMatching(sentence)]);
    expect(told[0]).toMatch(/^clive is here by clivrt/);
  });

  it('is told nothing where nobody did', () => {
    people = [BOB];
    phases.fire({ ...CALLING, peer: 'bob' });
    phases.fire({ ...LIVE, peer: 'bob' });
    local.update({ isRecording: true, broadcast: 'on' });
    terminals.fire({ title: 'sh' });
    expect(told).toEqual([]);
  });
});
