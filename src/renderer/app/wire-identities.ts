import { isStranger, isSuspiciousMember } from '../../shared/call/membership';
import type { Participant } from '../../shared/call/participant';
import { isSuspicious } from '../../shared/identity/trust';
import { ECHO_NAME } from '../../shared/protocol/messages';
import { isSameName } from '../../shared/text/sanitise';
import {
  LOCAL_STRANGER,
  otherCallerSentence,
  otherMemberSentence,
  strangerSentence,
} from '../text/identity-sentences';
import type { AppContext } from './app-context';
import { syncParticipants } from './wire-participants';

type IdentitiesContext = Pick<
  AppContext,
  'store' | 'people' | 'call' | 'room' | 'participants' | 'membership' | 'announcer'
>;

/** Whom the user knows by their keys: learned in calls, shown beside names, and told of. */
export function wireIdentities(context: IdentitiesContext): void {
  learnInCalls(context);
  warnInRooms(context);
  const { store, people } = context;
  store.add(
    people.identities.onChange(() => {
      syncParticipants(context);
    }),
  );
}

/** Whoever was placed a call to, or was answered, is known by that key from then on. */
function learnInCalls({ store, people, call, announcer }: IdentitiesContext): void {
  const { identities } = people;
  store.add(
    call.onPhase((phase) => {
      if (!('peer' in phase) || isSameName(phase.peer, ECHO_NAME)) return;
      const { partnerKey } = call;
      if (phase.kind === 'incoming' && isSuspicious(identities.trustOf(phase.peer, partnerKey))) {
        announcer.tell(otherCallerSentence(phase.peer), 'error');
      }
      if (phase.kind === 'live' && partnerKey !== null) {
        void identities.see(phase.peer, partnerKey);
      }
    }),
  );
}

/**
 * Anybody may come into a room: whoever comes by the name of another, or without having shown that
 * they know the password of the room, is told of once.
 */
function warnInRooms(context: IdentitiesContext): void {
  tellOnce(context, isSuspiciousMember, ({ name }) => otherMemberSentence(name));
  tellOnce(context, isStranger, ({ name }) => strangerSentence(name));
  const { store, room, announcer } = context;
  let isTold = false;
  store.add(
    room.onChange((joined) => {
      const isLocalStranger = joined?.strangers.has(joined.you.id) === true;
      if (isLocalStranger && !isTold) announcer.tell(LOCAL_STRANGER, 'error');
      isTold = isLocalStranger;
    }),
  );
}

/** Tells of each participant of whom `isOf` says so, when it first does. */
function tellOnce(
  {
    store,
    participants,
    announcer,
  }: Pick<IdentitiesContext, 'store' | 'participants' | 'announcer'>,
  isOf: (person: Participant) => boolean,
  sentence: (person: Participant) => string,
): void {
  let told: ReadonlySet<string> = new Set();
  store.add(
    participants.onChange((everybody) => {
      const all = everybody.filter(isOf);
      const news = all.filter(({ id }) => !told.has(id));
      told = new Set(all.map(({ id }) => id));
      for (const person of news) announcer.tell(sentence(person), 'error');
    }),
  );
}
