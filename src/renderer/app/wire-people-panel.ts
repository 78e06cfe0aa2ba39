import { isSameName } from '../../shared/text/sanitise';
import { ECHO_NAME } from '../../shared/protocol/messages';
import { FoundPeople } from '../chat/found-people';
import { nobodyFoundSentence, pickedPersonAction } from '../text/people-panel-sentences';
import { isStranger } from '../../shared/call/membership';
import { peopleRows } from '../text/people-rows';
import type { AppContext } from './app-context';
import { talkingTo } from './wire-call';
import { enterLine } from './wire-input';

type PeoplePanelContext = Pick<
  AppContext,
  | 'store'
  | 'settings'
  | 'participants'
  | 'people'
  | 'room'
  | 'account'
  | 'roster'
  | 'lookup'
  | 'call'
  | 'lines'
  | 'window'
  | 'windowState'
>;

/** The list of people: asked of the server as it opens, and kept true while it is open. */
export function wirePeoplePanel(context: PeoplePanelContext): void {
  const { store, window, lookup, roster, participants, call } = context;
  const { people: panel, commandLine } = window;
  const found = new FoundPeople({ lookup, roster });
  const show = (): void => {
    if (!panel.isOpen) return;
    const { contacts, favourites } = context.settings.current;
    const rows = peopleRows({
      people: found.people.filter(
        ({ name }) => !isSameName(name, context.account.name) && !isSameName(name, ECHO_NAME),
      ),
      contacts,
      favourites,
      company: participants.people.map(({ name }) => name),
      strangers: participants.people.filter(isStranger).map(({ name }) => name),
      trustOf: ({ name, key }) => context.people.identities.markOf(name, key),
      hasEcho: context.account.name !== null && talkingTo(context) === null,
    });
    panel.show(rows, found.hasMore, nobodyFoundSentence(found.whyNobody));
  };
  store.add(
    window.onPeopleOpen((isOpen) => {
      context.windowState.update({ isPeopleShown: isOpen });
      if (!isOpen) return;
      show();
      void found.find().then(show);
    }),
  );
  store.add(
    roster.onChange((change) => {
      found.handleRoster(change);
      show();
    }),
  );
  store.add(participants.onChange(show));
  store.add(context.people.identities.onChange(show));
  store.add(call.onPhase(show));
  store.add(
    panel.onMore(() => {
      void found.findMore().then(show);
    }),
  );
  store.add(
    panel.onClose(() => {
      window.closePeople();
    }),
  );
  store.add(
    panel.onPick((name) => {
      commandLine.setLine(lineFor(context, name));
      panel.setAction({ name, text: pickedPersonAction(name, talkingTo(context) !== null) });
    }),
  );
  store.add(
    panel.onAct((name) => {
      window.closePeople();
      const line = lineFor(context, name);
      if (talkingTo(context) === null) {
        enterLine(context, line);
        return;
      }
      // There is something to be typed now.
      commandLine.setLine(line);
      commandLine.focus();
    }),
  );
  store.add(
    panel.onVerb((verb) => {
      enterLine(context, `/${verb}`);
    }),
  );
}

/** What somebody who was chosen can be told by: a call, or a line beside the one that there is. */
function lineFor(context: Pick<AppContext, 'room' | 'call'>, name: string): string {
  return talkingTo(context) === null ? `call ${name}` : `/msg ${name} `;
}
