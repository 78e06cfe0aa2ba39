import { isSameName } from '../../shared/text/sanitise';
import type { Participant } from '../../shared/call/participant';
import { type TileKey, tileKey } from '../../shared/stage/tile-key';
import type { PersonVerbs } from '../commands/person-handlers';
import { SELF_TILE } from '../ui/participant-tiles';
import type { SnapshotSource } from '../ui/snapshot-source';
import type { AppContext } from './app-context';

/** What commands about single people work on. */
export type PersonVerbsContext = Pick<
  AppContext,
  'participants' | 'membership' | 'stats' | 'zoom' | 'account' | 'stage'
>;

/** What commands about single people do. */
export function personVerbs(context: PersonVerbsContext): PersonVerbs {
  const { participants, membership, stats, account } = context;
  return {
    get people() {
      return participants.people;
    },
    find: (name) => participants.find(name),
    setPreferences: (name, change) => participants.setPreferences(name, change),
    stats: async ({ id }) => ({
      details: await membership.details(id),
      stats: stats.get(id),
    }),
    zoom: (person) => context.zoom.to(tileOf(person)),
    pip: (person) => context.stage.openInWindow(tileOf(person)),
    isSelf: (name) => isSameName(name, account.name),
  };
}

function tileOf(person: Participant | 'self' | null): TileKey | null {
  if (person === null) return null;
  return person === 'self' ? SELF_TILE : tileKey(person.id, 'camera');
}

/** Of somebody's picture, the local user's included; of the largest on the stage for `null`. */
export function snapshotSource(
  context: PersonVerbsContext,
  name: string | null,
): SnapshotSource | null {
  const { stage, participants } = context;
  if (name === null) return stage.snapshotSource();
  if (personVerbs(context).isSelf(name)) return stage.snapshotSource(SELF_TILE);
  const person = participants.find(name);
  return person === undefined ? null : stage.snapshotSource(tileKey(person.id, 'camera'));
}
