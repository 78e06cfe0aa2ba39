import { SYSTEM_CLOCK } from '../../shared/base/system-clock';
import { AutoAnswerer } from '../call/auto-answerer';
import { RingController } from '../call/ring-controller';
import { RingTone } from '../media/ring-tone';
import type { AppContext } from './app-context';

/** Rings, in and outside the window, or answers by itself. */
export function createRing(context: AppContext): RingController {
  const tone = context.store.add(new RingTone());
  return new RingController({
    plan: (call) => context.autoAnswerer.plan(call),
    attract: (request) => {
      void context.host.ring(request);
    },
    stopAttracting: () => {
      void context.host.stopRinging();
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
      context.call.answer();
    },
    clock: SYSTEM_CLOCK,
  });
}

export function createAutoAnswerer(context: AppContext): AutoAnswerer {
  return new AutoAnswerer({
    canAnswer: context.host.features.autoAnswer,
    settings: () => context.settings.current,
    server: () => context.account.server,
    presence: () => context.account.presence,
    setMuted: (isMuted) => {
      context.talk.setMuted(isMuted);
    },
    clock: SYSTEM_CLOCK,
  });
}
