import { isInCall } from '../../shared/call/call-phase';
import { PEER_ID } from '../call/call-party';
import { placeholderFor } from '../ui/command-line';
import { sentencesHere } from '../ui/input-sentences';
import { NO_FIGURES } from '../ui/screen';
import { impostorSentence } from '../ui/sentences';
import type { AppParts } from './app-parts';
import { reportStatus } from './report-status';

/** What becomes of a call reaches the devices, the stage, the ring and whoever tells of it. */
export function introduceCall(parts: AppParts): void {
  introducePhases(parts);
  introduceOtherEnd(parts);
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

function introduceOtherEnd({
  store,
  call,
  screen,
  teller,
  mark,
  views,
  figures,
  zoom,
  autoAnswerer,
}: AppParts): void {
  store.add(
    call.onPeerMedia((media) => {
      const peer = call.phase.kind === 'idle' ? 'the other end' : call.phase.peer;
      teller.handlePeerMedia(media, peer);
    }),
  );
  store.add(
    call.onImpostor((peer) => {
      teller.tell(impostorSentence(peer), 'error');
    }),
  );
  store.add(
    call.onStats((stats) => {
      figures.set(PEER_ID, stats);
      screen.updateFigures(figures.total());
    }),
  );
  store.add(
    call.onEnded((summary) => {
      autoAnswerer.handleEnded();
      mark.handleEnded();
      views.forget();
      figures.keepOnly([]);
      zoom.forget();
      screen.update({ figures: NO_FIGURES });
      teller.handleCallEnded(summary);
    }),
  );
}

/** Whom a bare line reaches; `null`: nobody. */
export function talkingTo({ call, room }: Pick<AppParts, 'call' | 'room'>): string | null {
  if (room.current !== null) return room.current.info.name;
  return isInCall(call.phase) ? call.phase.peer : null;
}

/** Shows it. */
export function showPlaceholder(parts: AppParts): void {
  const partner = talkingTo(parts);
  parts.window.commandLine.setPlaceholder(placeholderFor(partner));
}
