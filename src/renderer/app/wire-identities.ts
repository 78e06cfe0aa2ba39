import { isSuspiciousMember } from '../../shared/call/membership';
import { isSuspicious } from '../../shared/identity/trust';
import { ECHO_NAME } from '../../shared/protocol/messages';
import { isSameName } from '../../shared/text/sanitise';
import { otherCallerSentence, otherMemberSentence } from '../text/identity-sentences';
import type { AppContext } from './app-context';
import { syncParticipants } from './wire-participants';

type IdentitiesContext = Pick<
  AppContext,
  'store' | 'people' | 'call' | 'participants' | 'membership' | 'announcer'
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
      if (phase.kind === 'idle' || isSameName(phase.peer, ECHO_NAME)) return;
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

/** Anybody may come into a room: of whoever comes by the name of another is told once. */
function warnInRooms({ store, participants, announcer }: IdentitiesContext): void {
  let told: ReadonlySet<string> = new Set();
  store.add(
    participants.onChange((everybody) => {
      const others = everybody.filter(isSuspiciousMember);
      const news = others.filter(({ id }) => !told.has(id));
      told = new Set(others.map(({ id }) => id));
      for (const { name } of news) announcer.tell(otherMemberSentence(name), 'error');
    }),
  );
}
