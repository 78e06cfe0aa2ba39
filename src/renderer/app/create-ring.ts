import { SYSTEM_CLOCK } from '../../shared/base/system-clock';
import type { Logger } from '../../shared/base/logger';
import { AutoAnswerer } from '../call/auto-answerer';
import { RingController } from '../call/ring-controller';
import { UnattendedCall } from '../call/unattended-call';
import type { RingTone } from '../media/ring-tone';
import { endedUnattendedSentence, unseenAnswerSentence } from '../text/unattended-sentences';
import { sentencesHere } from '../ui/sentences-here';
import type { AppContext } from './app-context';

/** Rings, in and outside the window, or answers by itself. */
export function createRing(
  context: Pick<AppContext, 'host' | 'call' | 'autoAnswerer'>,
  tone: RingTone,
  logger: Logger,
): RingController {
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
    logger,
  });
}

export function createAutoAnswerer(
  context: Pick<AppContext, 'host' | 'settings' | 'account' | 'people' | 'call'>,
): AutoAnswerer {
  return new AutoAnswerer({
    canAnswer: context.host.features.autoAnswer,
    settings: () => context.settings.current,
    server: () => context.account.server,
    presence: () => context.account.presence,
    isScreenLocked: () => context.host.isScreenLocked(),
    trustOf: (caller) => context.people.identities.trustOf(caller, context.call.partnerKey),
    clock: SYSTEM_CLOCK,
  });
}

/** Looks after a call that answered itself for as long as it is not known that anybody is there. */
export function createUnattendedCall(
  context: Pick<AppContext, 'talk' | 'call' | 'announcer'>,
  tone: RingTone,
): UnattendedCall {
  const { talk, call, announcer } = context;
  return new UnattendedCall({
    setMuted: (isMuted) => {
      talk.setMuted(isMuted);
    },
    warn: (caller) => {
      tone.beep();
      announcer.tell(sentencesHere().endsUnattended(caller), 'warn');
    },
    hangUp: (caller) => {
      call.hangUp();
      announcer.tell(endedUnattendedSentence(caller), 'warn');
    },
    report: (answers) => {
      announcer.tellLines(answers.map(unseenAnswerSentence), 'warn');
    },
    clock: SYSTEM_CLOCK,
  });
}
