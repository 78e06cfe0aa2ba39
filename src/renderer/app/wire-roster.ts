import { SYSTEM_CLOCK } from '../../shared/base/system-clock';
import { watchList, type WatchSources } from '../../shared/people/watch-list';
import { ECHO_NAME } from '../../shared/protocol/messages';
import { isSameName, nameKey } from '../../shared/text/sanitise';
import { Lookup } from '../chat/lookup';
import { RosterNews } from '../chat/roster-news';
import { RosterWatch } from '../chat/roster-watch';
import type { AppContext } from './app-context';
import { talkingTo } from './wire-call';

type RosterContext = Pick<
  AppContext,
  | 'store'
  | 'host'
  | 'settings'
  | 'participants'
  | 'room'
  | 'roster'
  | 'rosterWatch'
  | 'rosterNews'
  | 'partners'
  | 'chat'
  | 'call'
  | 'announcer'
>;

/** Who is here goes to the chat pane, and whom one has to do with to the server. */
export function wireRoster(context: RosterContext): void {
  const {
    store,
    host,
    roster,
    rosterWatch,
    rosterNews,
    announcer,
    room,
    chat,
    partners,
    participants,
    settings,
    call,
  } = context;
  const update = (): void => {
    rosterWatch.update();
  };
  store.add(
    roster.onChange((change) => {
      rosterNews.handle(change);
    }),
  );
  store.add(
    rosterNews.onNews((news) => {
      // In a room, it is told who comes into it; that they come to the server is no news beside
      // that.
      if (!room.isIn) announcer.handleRoster(news);
    }),
  );
  store.defer(
    host.signalling.onState((state) => {
      rosterNews.handleState(state);
    }),
  );
  store.add(
    chat.onLine((line) => {
      partners.handleLine(line);
      update();
    }),
  );
  store.add(participants.onChange(update));
  store.add(call.onPhase(update));
  store.add(settings.onChange(update));
}

export function createLookup(context: Pick<AppContext, 'host' | 'rosterWatch' | 'people'>): Lookup {
  return new Lookup({
    request: async (name, payload) => {
      const outcome = await context.host.signalling.request(name, payload);
      // Whoever is looked at is heard of.
      queueMicrotask(() => {
        context.rosterWatch.update();
      });
      return outcome;
    },
    isHidden: (name) => context.people.blocks.has(name),
  });
}

type RosterWatchContext = Pick<AppContext, 'host' | 'roster'> & WantedContext;

export function createRosterWatch(context: RosterWatchContext): RosterWatch {
  return new RosterWatch({
    request: (name, payload) => context.host.signalling.request(name, payload),
    clock: SYSTEM_CLOCK,
    roster: context.roster,
    wanted: () => wantedNames(context),
  });
}

type WantedContext = Pick<AppContext, 'account' | 'people'> & WatchSourcesContext;

/** Of whom we want to hear that they come and go. */
export function wantedNames(context: WantedContext): readonly string[] {
  return watchList(watchSources(context), (name) => isLeftOut(context, name));
}

type RosterNewsContext = Pick<AppContext, 'account' | 'roster' | 'rosterWatch' | 'people'> &
  WatchSourcesContext;

export function createRosterNews(context: RosterNewsContext): RosterNews {
  return new RosterNews(SYSTEM_CLOCK, {
    names: () => context.roster.names(),
    told: () => {
      if (context.rosterWatch.mode === 'everybody') return null;
      // Not of those who were merely looked up.
      const sources = { ...watchSources(context), lookedUp: [] };
      return new Set(watchList(sources, (name) => isLeftOut(context, name)).map(nameKey));
    },
  });
}

type WatchSourcesContext = Pick<
  AppContext,
  'settings' | 'participants' | 'room' | 'lookup' | 'partners' | 'call'
>;

function watchSources(context: WatchSourcesContext): WatchSources {
  const { contacts, favourites } = context.settings.current;
  const partner = context.room.isIn ? null : talkingTo(context);
  return {
    company: [
      ...context.participants.people.map(({ name }) => name),
      ...(partner === null ? [] : [partner]),
    ],
    conversations: context.partners.names,
    favourites,
    contacts,
    lookedUp: context.lookup.names,
  };
}

function isLeftOut(context: Pick<AppContext, 'account' | 'people'>, name: string): boolean {
  return (
    isSameName(name, context.account.name) ||
    isSameName(name, ECHO_NAME) ||
    context.people.blocks.has(name)
  );
}
