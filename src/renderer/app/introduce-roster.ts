import { SYSTEM_CLOCK } from '../../shared/base/system-clock';
import { watchList, type WatchSources } from '../../shared/people/watch-list';
import { ECHO_NAME } from '../../shared/protocol/messages';
import { isSameName, nameKey } from '../../shared/text/sanitise';
import { Lookup } from '../chat/lookup';
import { RosterNews } from '../chat/roster-news';
import { RosterWatch } from '../chat/roster-watch';
import type { AppParts } from './app-parts';
import { talkingTo } from './introduce-call';

/** Who is here goes to the chat pane, and whom one has to do with to the server. */
export function introduceRoster(parts: AppParts): void {
  const {
    store,
    host,
    roster,
    rosterWatch,
    rosterNews,
    teller,
    room,
    chat,
    partners,
    party,
    settings,
    call,
  } = parts;
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
      if (!room.isIn) teller.handleRoster(news);
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

export function createLookup(parts: AppParts): Lookup {
  return new Lookup({
    request: async (name, payload) => {
      const outcome = await parts.host.signalling.request(name, payload);
      // Whoever is looked at is heard of.
      queueMicrotask(() => {
        parts.rosterWatch.update();
      });
      return outcome;
    },
    isHidden: (name) => parts.people.blocks.has(name),
  });
}

export function createRosterWatch(parts: AppParts): RosterWatch {
  return new RosterWatch({
    request: (name, payload) => parts.host.signalling.request(name, payload),
    clock: SYSTEM_CLOCK,
    roster: parts.roster,
    wanted: () => wantedNames(parts),
  });
}

/** Of whom we want to hear that they come and go. */
export function wantedNames(parts: AppParts): readonly string[] {
  return watchList(watchSources(parts), (name) => isLeftOut(parts, name));
}

export function createRosterNews(parts: AppParts): RosterNews {
  return new RosterNews(SYSTEM_CLOCK, {
    names: () => parts.roster.names(),
    told: () => {
      if (parts.rosterWatch.mode === 'everybody') return null;
      // Not of those who were merely looked up.
      const sources = { ...watchSources(parts), lookedUp: [] };
      return new Set(watchList(sources, (name) => isLeftOut(parts, name)).map(nameKey));
    },
  });
}

function watchSources(parts: AppParts): WatchSources {
  const { contacts, favourites } = parts.settings.current;
  const partner = parts.room.isIn ? null : talkingTo(parts);
  return {
    company: [
      ...parts.party.people.map(({ name }) => name),
      ...(partner === null ? [] : [partner]),
    ],
    conversations: parts.partners.names,
    favourites,
    contacts,
    lookedUp: parts.lookup.names,
  };
}

function isLeftOut(parts: AppParts, name: string): boolean {
  return (
    isSameName(name, parts.account.name) ||
    isSameName(name, ECHO_NAME) ||
    parts.people.blocks.has(name)
  );
}
