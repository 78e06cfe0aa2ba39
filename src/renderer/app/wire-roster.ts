import { SYSTEM_CLOCK } from '../../shared/base/system-clock';
import { watchList, type WatchSources } from '../../shared/people/watch-list';
import { ECHO_NAME } from '../../shared/protocol/messages';
import { isSameName, nameKey } from '../../shared/text/sanitise';
import { Lookup } from '../chat/lookup';
import { RosterNews } from '../chat/roster-news';
import { RosterWatch } from '../chat/roster-watch';
import type { AppContext } from './app-context';
import { talkingTo } from './wire-call';

/** Who is here goes to the chat pane, and whom one has to do with to the server. */
export function wireRoster(context: AppContext): void {
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
    party,
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
    host.signalling.onState(({ kind }) => {
      if (kind === 'reconnecting') rosterNews.pause();
      if (kind === 'signed-in') rosterNews.settle();
      if (kind === 'signed-out') rosterNews.clear();
    }),
  );
  store.add(
    chat.onLine((line) => {
      partners.handleLine(line);
      update();
    }),
  );
  store.add(party.onChange(update));
  store.add(call.onPhase(update));
  store.add(settings.onChange(update));
}

export function createLookup(context: AppContext): Lookup {
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

export function createRosterWatch(context: AppContext): RosterWatch {
  return new RosterWatch({
    request: (name, payload) => context.host.signalling.request(name, payload),
    clock: SYSTEM_CLOCK,
    roster: context.roster,
    wanted: () => wantedNames(context),
  });
}

/** Of whom we want to hear that they come and go. */
export function wantedNames(context: AppContext): readonly string[] {
  return watchList(watchSources(context), (name) => isLeftOut(context, name));
}

export function createRosterNews(context: AppContext): RosterNews {
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

function watchSources(context: AppContext): WatchSources {
  const { contacts, favourites } = context.settings.current;
  const partner = context.room.isIn ? null : talkingTo(context);
  return {
    company: [
      ...context.party.people.map(({ name }) => name),
      ...(partner === null ? [] : [partner]),
    ],
    conversations: context.partners.names,
    favourites,
    contacts,
    lookedUp: context.lookup.names,
  };
}

function isLeftOut(context: AppContext, name: string): boolean {
  return (
    isSameName(name, context.account.name) ||
    isSameName(name, ECHO_NAME) ||
    context.people.blocks.has(name)
  );
}
