import { isSuspiciousMember } from '../../shared/call/membership';
import { SYSTEM_CLOCK } from '../../shared/base/system-clock';
import { splitTileKey, TILE_KINDS, type TileKey, tileKey } from '../../shared/stage/tile-key';
import { ShownViews } from '../call/shown-views';
import { followRemoteEvents } from '../call/follow-remote-events';
import { NO_STATS } from '../ui/window-state';
import { SharingNotices } from '../text/sharing-notices';
import type { AppContext } from './app-context';

type ParticipantsContext = Pick<
  AppContext,
  | 'participants'
  | 'membership'
  | 'people'
  | 'stats'
  | 'local'
  | 'remote'
  | 'mark'
  | 'announcer'
  | 'stage'
> &
  EndsContext;

/** Whoever is in the call or the room becomes a participant, and is shown on the stage. */
export function wireParticipants(context: ParticipantsContext): void {
  const { store, membership, remote, participants, stage, windowState, announcer, stats, mark } =
    context;
  const sharing = new SharingNotices();
  store.add(
    membership.onChange((all) => {
      syncParticipants(context);
      const ids = all.map(({ id }) => id);
      stats.keepOnly(ids);
      mark.keepOnly(ids);
    }),
  );
  store.add(followRemoteEvents(remote, participants, SYSTEM_CLOCK));
  store.add(
    participants.onChange((people) => {
      for (const { id, name } of people) {
        for (const kind of [...TILE_KINDS, 'terminal'] as const)
          stage.setName(tileKey(id, kind), name);
      }
      // Of the others it is known whether their camera is on.
      const awaited = people.filter(({ camera }) => camera === null);
      stage.expectPictures(awaited.map(({ id }) => tileKey(id, 'camera')));
      keepFromOthers(context);
      windowState.update({ people });
      for (const notice of sharing.handlePeople(people)) announcer.tell(notice);
    }),
  );
  store.add(
    remote.on('track', ({ id, value: { kind, track } }) => {
      if (kind === 'video') stage.awaitTrack(tileKey(id, 'camera'), track);
    }),
  );
  store.add(
    participants.onPicture(({ id, kind, track }) => {
      stage.setTrack(tileKey(id, kind), track);
    }),
  );
  wireEnds(context);
}

/** Everybody who is there, and what each is to the local user. */
export function syncParticipants({
  participants,
  membership,
  people,
}: Pick<AppContext, 'participants' | 'membership' | 'people'>): void {
  const { identities } = people;
  const all = membership.partners.map((each) => {
    return { ...each, trust: identities.markOf(each.name, each.key) };
  });
  participants.sync(all);
}

type EndsContext = Pick<
  AppContext,
  'store' | 'room' | 'zoom' | 'call' | 'unattended' | 'views' | 'windowState'
>;

/** The call or the stay in a room is over: whoever comes next starts afresh. */
function wireEnds(context: EndsContext): void {
  const { store, call, room, unattended, views, zoom, windowState } = context;
  const forget = (): void => {
    unattended.handleEnded();
    views.forget();
    zoom.forget();
    windowState.update({ stats: NO_STATS });
  };
  store.add(call.onEnded(forget));
  store.add(room.onEnded(forget));
}

/**
 * Of whoever is blocked nothing is wanted, which no tile of theirs would say, and nothing of the
 * local user is sent; nor to a member of a room with another key than the one known by their name.
 */
function keepFromOthers({
  participants,
  local,
  views,
}: Pick<AppContext, 'participants' | 'local' | 'views'>): void {
  const { blockedIds } = participants;
  const strangers = participants.people.filter(isSuspiciousMember);
  const withheldFrom = new Set([...blockedIds, ...strangers.map(({ id }) => id)]);
  local.update({ withheldFrom });
  for (const id of blockedIds) {
    for (const kind of TILE_KINDS) views.handleView(tileKey(id, kind), null);
  }
}

/** Whoever sends a picture sends no more than what is shown of it. */
export function createViews(
  context: Pick<AppContext, 'participants' | 'membership' | 'looks' | 'stage'>,
): ShownViews {
  const { membership, participants, looks } = context;
  return new ShownViews({
    look: (key) => {
      const { personId, kind } = splitTileKey(key);
      const name = participants.byId(personId)?.name ?? '';
      const { style } = looks.lookOf(name, kind === 'screen' ? 'screen' : 'face');
      return { style, wantsPixels: context.stage.hasPixels(key) };
    },
    tell: (key, view) => {
      const { personId, kind } = splitTileKey(key);
      // Of a terminal all is sent, however it is shown.
      if (kind === 'terminal') return;
      membership.setView(personId, { ...view, picture: kind });
    },
  });
}

/** Somebody's picture stands still, or moves again: shown beside their name, and told. */
export function showStill(
  { participants, announcer }: Pick<AppContext, 'participants' | 'announcer'>,
  key: TileKey,
  isStill: boolean,
): void {
  const { personId, kind } = splitTileKey(key);
  const person = kind === 'camera' ? participants.byId(personId) : undefined;
  if (person === undefined || !participants.update(person.id, { isStill })) return;
  announcer.handleStill(isStill, person.name);
}
