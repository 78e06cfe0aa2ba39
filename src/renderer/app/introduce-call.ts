import { isInCall } from '../../shared/call/call-phase';
import { PEER_ID } from '../../shared/call/membership';
import { placeholderFor } from '../ui/command-line';
import { sentencesHere } from '../ui/input-sentences';
import { impostorSentence } from '../ui/sentences';
import type { AppParts } from './app-parts';
import { reportStatus } from './report-status';

/** What becomes of a call reaches the devices, the stage, the ring and whoever tells of it. */
export function introduceCall(parts: AppParts): void {
  introducePhases(parts);
  introduceEnd(parts);
  introduceRemote(parts);
}

function introducePhases(parts: AppParts): void {
  const { store, call, mediaSwitch, ring, window, screen, teller, autoAnswerer } = parts;
  store.add(
    call.onPhase((phase) => {
      mediaSwitch.handlePhase(phase);
      ring.handlePhase(phase);
      if (phase.kind === 'incoming') window.ring.show(phase.peer);
      else window.ring.hide();
      screen.update({ phase });
      teller.handlePhase(phase);
      showPlaceholder(parts);
      reportStatus(parts);
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
      teller.tell(sentencesHere().answeredByItself(caller), 'warn');
    }),
  );
  store.add(
    call.onMissed((missed) => {
      teller.handleMissed(missed);
    }),
  );
}

/** What remote participants tell, in a call or in a room. */
function introduceRemote({ store, remote, call, party, screen, teller, figures }: AppParts): void {
  store.add(
    remote.on('media', ({ id, value }) => {
      if (id !== PEER_ID) return;
      const peer = call.phase.kind === 'idle' ? 'the other end' : call.phase.peer;
      teller.handlePeerMedia(value, peer);
    }),
  );
  store.add(
    remote.on('impostor', ({ id }) => {
      const name = nameOf({ call, party }, id);
      if (name !== null) teller.tell(impostorSentence(name), 'error');
    }),
  );
  store.add(
    remote.on('stats', ({ id, value }) => {
      figures.set(id, value);
      screen.updateFigures(figures.total());
    }),
  );
}

/** Of somebody in the call or the room; `null`: of nobody there, or of somebody who is blocked. */
export function nameOf(
  { call: { phase }, party }: Pick<AppParts, 'call' | 'party'>,
  id: string,
): string | null {
  if (id === PEER_ID) return phase.kind === 'idle' ? null : phase.peer;
  return party.people.find((person) => person.id === id)?.name ?? null;
}

function introduceEnd({ store, call, teller }: AppParts): void {
  store.add(
    call.onEnded((summary) => {
      teller.handleCallEnded(summary);
    }),
  );
}

/** Whom a bare line reaches; `null`: nobody. */
export function talkingTo({ call, room }: Pick<AppParts, 'call' | 'room'>): string | null {
  if (room.current !== null) return room.current.info.name;
  return isInCall(call.phase) ? call.phase.peer : null;
}

/** Says in the empty command line whom a bare line reaches. */
export function showPlaceholder(parts: AppParts): void {
  const partner = talkingTo(parts);
  parts.window.commandLine.setPlaceholder(placeholderFor(partner));
}
