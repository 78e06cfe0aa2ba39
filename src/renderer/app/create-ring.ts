import { SYSTEM_CLOCK } from '../../shared/base/system-clock';
import { AutoAnswerer } from '../call/auto-answerer';
import { RingController } from '../call/ring-controller';
import { RingTone } from '../media/ring-tone';
import type { AppParts } from './app-parts';

/** Rings, in and outside the window, or answers by itself. */
export function createRing(parts: AppParts): RingController {
  const tone = parts.store.add(new RingTone());
  return new RingController({
    plan: (call) => parts.autoAnswerer.plan(call),
    attract: (request) => {
      void parts.host.ring(request);
    },
    stopAttracting: () => {
      void parts.host.stopRinging();
    },
    startTone: () => {
      tone.start();
    },
    stopTone: () => {
      tone.stop();
    },
    beep: () => {
      tone.beep();
    },
    answer: () => {
      parts.call.answer();
    },
    clock: SYSTEM_CLOCK,
  });
}

export function createAutoAnswerer(parts: AppParts): AutoAnswerer {
  return new AutoAnswerer({
    canAnswer: parts.host.features.autoAnswer,
    settings: () => parts.settings.current,
    server: () => parts.account.server,
    presence: () => parts.account.presence,
    setMuted: (isMuted) => {
      parts.talk.setMuted(isMuted);
    },
    clock: SYSTEM_CLOCK,
  });
}
