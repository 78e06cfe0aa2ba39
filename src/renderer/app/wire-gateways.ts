import type { LocalState } from '../call/local-participant';
import {
  foreignBroadcastSentence,
  foreignCallSentence,
  foreignCostumeSentence,
  foreignRecordingSentence,
  foreignRingSentence,
  foreignShareSentence,
  foreignTerminalSentence,
  nothingSharedSentence,
} from '../text/gateway-sentences';
import type { AppContext } from './app-context';

type GatewayContext = Pick<
  AppContext,
  'store' | 'call' | 'local' | 'remote' | 'roster' | 'participants' | 'announcer' | 'shellShare'
>;

type Sentence = (name: string, via: string) => string;

/** Of whoever's program is not WebCRT it is said what it does not know, when that is of use. */
export function wireGateways({
  store,
  call,
  local,
  remote,
  roster,
  participants,
  announcer,
  shellShare,
}: GatewayContext): void {
  const tellOfEach = (sentence: Sentence): void => {
    for (const { name, via } of participants.people) {
      if (via !== undefined) announcer.tell(sentence(name, via), 'warn');
    }
  };
  let toldCallId: string | null = null;
  /** Whom the local user calls, for as long as nothing was said of it. */
  let called: string | null = null;
  let wasOutgoing = false;
  const tellOfCalled = (): void => {
    if (called === null) return;
    // Somebody who came just now may be called before the server has told that they are here.
    const via = roster.find(called)?.via ?? call.partnerVia;
    if (via === null) return;
    announcer.tell(foreignRingSentence(called, via), 'warn');
    called = null;
  };
  store.add(roster.onChange(tellOfCalled));
  store.add(roster.onReset(tellOfCalled));
  store.add(
    call.onPhase((phase) => {
      const isOutgoing = phase.kind === 'outgoing';
      if (isOutgoing && !wasOutgoing) called = phase.peer;
      else if (!isOutgoing && phase.kind !== 'connecting') called = null;
      wasOutgoing = isOutgoing;
      tellOfCalled();
      if (phase.kind !== 'live' || call.partnerVia === null || toldCallId === phase.callId) return;
      toldCallId = phase.callId;
      announcer.tell(foreignCallSentence(phase.peer, call.partnerVia), 'warn');
    }),
  );
  store.add(
    remote.on('nothingShared', ({ id }) => {
      const name = participants.byId(id)?.name;
      if (name !== undefined) announcer.tell(nothingSharedSentence(name), 'error');
    }),
  );
  let before = local.state;
  store.add(
    local.onChange((state) => {
      const sentence = sentenceOf(before, state);
      before = state;
      if (sentence !== null) tellOfEach(sentence);
    }),
  );
  let hadTerminal = false;
  store.add(
    shellShare.onChange((own) => {
      if (own !== null && !hadTerminal) tellOfEach(foreignTerminalSentence);
      hadTerminal = own !== null;
    }),
  );
}

/** What is to be said to the local user of a change that some will not see; `null`: nothing. */
function sentenceOf(before: LocalState, state: LocalState): Sentence | null {
  if (state.isRecording && !before.isRecording) return foreignRecordingSentence;
  if (state.tracks.screen !== null && before.tracks.screen === null) return foreignShareSentence;
  if (state.broadcast !== 'off' && before.broadcast === 'off') return foreignBroadcastSentence;
  return state.costume === before.costume ? null : foreignCostumeSentence;
}
