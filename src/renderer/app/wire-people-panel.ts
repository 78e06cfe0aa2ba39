import { isSameName } from '../../shared/text/sanitise';
import { ECHO_NAME, type Person } from '../../shared/protocol/messages';
import type { RosterChange } from '../chat/roster';
import { peopleRows } from '../text/people-rows';
import { refusalSentence } from '../text/sentences';
import type { AppContext } from './app-context';
import { talkingTo } from './wire-call';
import { enterLine } from './wire-input';

/** The list of people: asked of the server as it opens, and kept true while it is open. */
export function wirePeoplePanel(context: AppContext): void {
  const { store, window, lookup, roster, party, call } = context;
  const { people: panel, commandLine } = window;
  let found: readonly Person[] = [];
  let hasMore = false;
  let note = '';
  const show = (): void => {
    if (!panel.isOpen) return;
    const { contacts, favourites } = context.settings.current;
    panel.show(
      peopleRows({
        people: merged(found, roster.list()).filter(
          ({ name }) => !isSameName(name, context.account.name) && !isSameName(name, ECHO_NAME),
        ),
        contacts,
        favourites,
        company: party.people.map(({ name }) => name),
        hasEcho: context.account.name !== null && talkingTo(context) === null,
      }),
      hasMore,
      note,
    );
  };
  const ask = async (isMore: boolean): Promise<void> => {
    const page = await (isMore ? lookup.next() : lookup.find(''));
    if (page === null) return;
    if (page.ok) {
      found = isMore ? merged(found, page.value.people) : page.value.people;
      hasMore = page.value.hasMore;
      note = found.length === 0 ? 'Nobody is here besides you.' : '';
    } else {
      found = [];
      hasMore = false;
      note = refusalSentence(page.error);
    }
    show();
  };
  store.add(
    window.onPeopleOpen((isOpen) => {
      context.screen.update({ isPeopleShown: isOpen });
      if (!isOpen) return;
      show();
      void ask(false);
    }),
  );
  store.add(
    roster.onChange((change) => {
      found = applied(found, change);
      show();
    }),
  );
  store.add(party.onChange(show));
  store.add(call.onPhase(show));
  store.add(
    panel.onMore(() => {
      void ask(true);
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
      const verb = talkingTo(context) === null ? 'Call' : 'Write to';
      panel.setAction({ name, text: `${verb} ${name}` });
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

/** Each by their newest state. */
function merged(people: readonly Person[], newer: readonly Person[]): readonly Person[] {
  const others = people.filter(({ name }) => !newer.some((each) => isSameName(each.name, name)));
  return [...others, ...newer].sort((one, other) => one.name.localeCompare(other.name));
}

function applied(people: readonly Person[], change: RosterChange): readonly Person[] {
  return change.kind === 'left'
    ? people.filter(({ name }) => !isSameName(name, change.name))
    : merged(people, [change.person]);
}

/** What somebody who was chosen can be told by: a call, or a line beside the one that there is. */
function lineFor(context: AppContext, name: string): string {
  return talkingTo(context) === null ? `call ${name}` : `/msg ${name} `;
}
