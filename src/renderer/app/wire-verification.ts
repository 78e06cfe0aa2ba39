import { bytesToHex } from '@noble/hashes/utils.js';
import type { Logger } from '../../shared/base/logger';
import { SYSTEM_CLOCK } from '../../shared/base/system-clock';
import { isInCall } from '../../shared/call/call-phase';
import { placeOf } from '../../shared/call/membership';
import { roomTalk } from '../../shared/identity/statement';
import type { VerificationOutcome } from '../../shared/identity/verification-state';
import type { PublicKey } from '../../shared/protocol/fields';
import { type EndedVerification, Verifications } from '../call/verifications';
import { askedToVerifySentence, verifyEndedNotice } from '../text/verify-sentences';
import type { AppContext } from './app-context';

type VerificationContext = Pick<
  AppContext,
  | 'store'
  | 'remote'
  | 'call'
  | 'room'
  | 'people'
  | 'verifications'
  | 'window'
  | 'announcer'
  | 'participants'
>;

/** Those after which nothing more goes to whoever is there. */
const ENDING: readonly VerificationOutcome[] = ['differs', 'remote-differs', 'tampered'];
/** Those that say that the key is not that of whoever one talks to. */
const REFUSING: readonly VerificationOutcome[] = ['differs', 'remote-differs'];

/** For the last message to leave, of a channel that has nothing else to send. */
const LAST_WORD_MS = 250;

/** Makes it; `context` is asked only later. */
export function createVerifications(
  context: Pick<AppContext, 'call' | 'room' | 'participants'>,
  localKey: () => Promise<PublicKey | null>,
  logger: Logger,
): Verifications {
  return new Verifications({
    clock: SYSTEM_CLOCK,
    logger,
    randomHex: (bytes) => bytesToHex(crypto.getRandomValues(new Uint8Array(bytes))),
    localKey,
    remoteKey: (id) => context.participants.byId(id)?.key ?? null,
    talk: (id) => talkWith(context, id),
    nameOf: (id) => context.participants.byId(id)?.name ?? null,
  });
}

/** The same text at both ends. */
function talkWith({ call, room }: Pick<AppContext, 'call' | 'room'>, id: string): string | null {
  if (placeOf(id) === 'call') return isInCall(call.phase) ? call.phase.callId : null;
  if (room.current === null) return null;
  const [lower, higher] = [room.current.you.id, id].sort();
  return roomTalk(lower, higher);
}

/** Who compares what is shown and told, and what comes of it is remembered. */
export function wireVerification(context: VerificationContext): void {
  const { store, remote, verifications, window } = context;
  store.add(
    remote.on('verification', ({ id, value }) => {
      verifications.setChannel(id, value);
    }),
  );
  show(context);
  store.add(
    window.verify.onDecision((decision) => {
      if (decision === 'cancel') verifications.cancel();
      else verifications.decide(decision === 'match');
    }),
  );
  store.add(
    verifications.onEnded((ended) => {
      handleEnded(context, ended);
    }),
  );
}

function show({ store, verifications, window, announcer }: VerificationContext): void {
  store.add(
    verifications.onChange((view) => {
      const { verify, commandLine } = window;
      if (view === null) {
        verify.hide();
        return;
      }
      // Somebody else's question is shown once there is something to look at.
      if (!view.isOwn && view.emoji === null) return;
      const { name } = view.person;
      if (!view.isOwn && !verify.isOpen) announcer.tell(askedToVerifySentence(name), 'info');
      verify.show({ ...view, name }, commandLine.isIdle);
    }),
  );
}

/** Ends what there is with them, if it is still the same by then. */
function part({ call, room }: VerificationContext, id: string, delayMs: number): void {
  const { phase } = call;
  const stay = room.current;
  SYSTEM_CLOCK.after(delayMs, () => {
    if (placeOf(id) === 'room') {
      if (room.current?.you.id === stay?.you.id) room.leave();
    } else if (isInCall(phase) && isInCall(call.phase) && call.phase.callId === phase.callId) {
      call.hangUp();
    }
  });
}

function handleEnded(
  context: VerificationContext,
  { person: { id, name }, outcome, remoteKey }: EndedVerification,
): void {
  const { people, announcer } = context;
  const place = placeOf(id);
  const { identities } = people;
  if (remoteKey !== null && outcome === 'match') void identities.verify(name, remoteKey);
  if (remoteKey !== null && REFUSING.includes(outcome)) void identities.refuse(name, remoteKey);
  // Whoever said that they differ has to be heard: what is sent last is lost with the connection.
  if (ENDING.includes(outcome)) part(context, id, outcome === 'differs' ? LAST_WORD_MS : 0);
  const { text, tone } = verifyEndedNotice({ name, outcome, hasKey: remoteKey !== null, place });
  announcer.tell(text, tone);
}
