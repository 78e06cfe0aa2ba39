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
  let ringing: string | null = null;
  store.add(
    call.onPhase((phase) => {
      const peer = phase.kind === 'outgoing' ? phase.peer : null;
      const via = peer === null ? undefined : roster.find(peer)?.via;
      if (peer !== null && via !== undefined && ringing !== peer)
        announcer.tell(foreignRingSentence(peer, via), 'warn');
      ringing = peer;
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
