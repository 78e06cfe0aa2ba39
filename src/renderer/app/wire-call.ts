import { SYSTEM_CLOCK } from '../../shared/base/system-clock';
import { isSuspicious } from '../../shared/identity/trust';
import { placeOf } from '../../shared/call/membership';
import { isSameIceUrl } from '../../shared/protocol/ice-url';
import { talkPartner } from '../call/talk-partner';
import { otherCallerWarning, taggedName } from '../text/identity-sentences';
import { nameVia } from '../text/gateway-sentences';
import { placeholderFor } from '../text/panel-words';
import { sentencesHere } from '../ui/sentences-here';
import {
  addressShownSentence,
  impostorSentence,
  noRelaySentence,
  relayRefusedSentence,
} from '../text/call-sentences';
import type { AppContext } from './app-context';
import { CalmMirror } from './calm-mirror';
import { reportStatus } from './report-status';

type CallContext = PhasesContext & RemoteContext & RelayContext;

/** What becomes of a call reaches the devices, the stage, the ring and whoever tells of it. */
export function wireCall(context: CallContext): void {
  wirePhases(context);
  wireEnd(context);
  wireRemote(context);
  wireRelays(context);
}

type RelayContext = Pick<
  AppContext,
  'store' | 'call' | 'room' | 'remote' | 'participants' | 'settings' | 'announcer'
>;

/** What is to be known of TURN servers: that there is none, or that it refuses. */
function wireRelays(context: RelayContext): void {
  const { store, remote, participants, settings, announcer } = context;
  const told = new Set<string>();
  store.add(
    remote.on('noRelay', ({ id }) => {
      const name = participants.byId(id)?.name;
      if (name !== undefined) announcer.tell(noRelaySentence(name), 'error');
    }),
  );
  let hasToldAddress = false;
  store.add(
    remote.on('addressShown', ({ id }) => {
      const name = participants.byId(id)?.name;
      // Whoever was told once knows what there is to be done.
      if (name === undefined || hasToldAddress) return;
      hasToldAddress = true;
      announcer.tell(addressShownSentence(name), 'info');
    }),
  );
  store.add(
    remote.on('relayRefused', ({ value: { url } }) => {
      if (told.has(url)) return;
      told.add(url);
      const own = settings.current.ice_servers.find(({ urls }) => isSameIceUrl(urls, url));
      announcer.tell(relayRefusedSentence(own?.urls ?? url, own !== undefined), 'warn');
    }),
  );
  const forget = (): void => {
    if (context.call.phase.kind === 'idle' && !context.room.isIn) told.clear();
  };
  store.add(context.call.onPhase(forget));
  store.add(context.room.onChange(forget));
}

type PhasesContext = Pick<
  AppContext,
  | 'store'
  | 'host'
  | 'settings'
  | 'mediaSwitch'
  | 'room'
  | 'people'
  | 'account'
  | 'call'
  | 'autoAnswerer'
  | 'unattended'
  | 'ring'
  | 'window'
  | 'announcer'
  | 'windowState'
  | 'stage'
>;

function wirePhases(context: PhasesContext): void {
  const {
    store,
    call,
    mediaSwitch,
    ring,
    window,
    windowState,
    announcer,
    autoAnswerer,
    unattended,
    stage,
  } = context;
  const mirror = new CalmMirror((interval) => {
    stage.setMirrorInterval(interval);
  }, SYSTEM_CLOCK);
  store.add(mirror);
  store.add(
    call.onPhase((phase) => {
      mirror.handlePhase(phase);
      mediaSwitch.handlePhase(phase);
      ring.handlePhase(phase);
      if (phase.kind === 'incoming') showRing(context, phase.peer);
      else window.ring.hide();
      windowState.update({ phase });
      announcer.handlePhase(phase);
      showPlaceholder(context);
      reportStatus(context);
    }),
  );
  store.add(
    ring.onCountdown((seconds) => {
      window.ring.showCountdown(seconds);
    }),
  );
  store.add(
    ring.onAutoAnswered((caller) => {
      autoAnswerer.handleAnswered(caller);
      unattended.begin(caller);
      announcer.tell(sentencesHere().answeredByItself(caller), 'warn');
    }),
  );
  store.add(
    call.onMissed((missed) => {
      announcer.handleMissed(missed);
    }),
  );
}

/** Who calls, as far as that is known. */
function showRing(
  { call, people, window }: Pick<AppContext, 'call' | 'people' | 'window'>,
  peer: string,
): void {
  const { partnerKey, partnerVia } = call;
  const trust = people.identities.trustOf(peer, partnerKey);
  const warning = isSuspicious(trust) ? otherCallerWarning(peer) : null;
  const name = taggedName(peer, partnerKey, trust);
  window.ring.show(partnerVia === null ? name : nameVia(name, partnerVia), warning);
}

type RemoteContext = Pick<
  AppContext,
  'store' | 'participants' | 'stats' | 'remote' | 'announcer' | 'windowState'
>;

/** What remote participants tell, in a call or in a room. */
function wireRemote({
  store,
  remote,
  participants,
  windowState,
  announcer,
  stats,
}: RemoteContext): void {
  store.add(
    remote.on('media', ({ id, value }) => {
      // In a room it is seen on the tiles, and more than one could follow.
      if (placeOf(id) !== 'call') return;
      const name = participants.byId(id)?.name;
      if (name !== undefined) announcer.handlePeerMedia(value, name);
    }),
  );
  store.add(
    remote.on('impostor', ({ id }) => {
      const name = participants.byId(id)?.name;
      if (name !== undefined) announcer.tell(impostorSentence(name), 'error');
    }),
  );
  store.add(
    remote.on('stats', ({ id, value }) => {
      stats.set(id, value);
      windowState.updateStats(stats.total());
    }),
  );
}

function wireEnd({
  store,
  call,
  announcer,
}: Pick<AppContext, 'store' | 'call' | 'announcer'>): void {
  store.add(
    call.onEnded((summary) => {
      announcer.handleCallEnded(summary);
    }),
  );
}

/** Whom a bare line reaches; `null`: nobody. */
export function talkingTo({ call, room }: Pick<AppContext, 'room' | 'call'>): string | null {
  return talkPartner(call.phase, room.current);
}

/** Says in the empty command line whom a bare line reaches. */
export function showPlaceholder(context: Pick<AppContext, 'room' | 'call' | 'window'>): void {
  context.window.commandLine.setPlaceholder(placeholderHere(context));
}

export function placeholderHere(context: Pick<AppContext, 'room' | 'call'>): string {
  return placeholderFor(talkingTo(context), context.call.phase.kind);
}
