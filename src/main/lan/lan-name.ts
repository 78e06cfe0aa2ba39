import { keyTag } from '../../shared/identity/key-tag';
import { LAN_SUFFIX } from '../../shared/lan/room-address';
import type { PublicKey } from '../../shared/protocol/fields';
import { nameKey, sanitiseName } from '../../shared/text/sanitise';

/** Somebody on the network, before they have a name here. */
export interface LanNameWish {
  readonly key: PublicKey;
  /** What they call themselves: anything. */
  readonly said: string;
  /** What the local user calls them; `null`: they are no contact. */
  readonly contact: string | null;
}

/**
 * The name under which somebody on the network is listed: a contact's is the local user's own for
 * them. Others have a suffix that says where they are, and where two would have one name, a tag of
 * their key.
 *
 * @param taken Names of others on the network, as `nameKey` makes them.
 */
export function lanName({ key, said, contact }: LanNameWish, taken: ReadonlySet<string>): string {
  const own = sanitiseName(said);
  const tag = keyTag(key);
  const last = tag + LAN_SUFFIX;
  const wishes = [
    ...(contact === null ? [] : [contact]),
    ...(own === null ? [] : [own + LAN_SUFFIX, `${own}-${tag}${LAN_SUFFIX}`]),
    last,
  ];
  const isUsable = (name: string): boolean =>
    sanitiseName(name) === name && !taken.has(nameKey(name));
  return wishes.find(isUsable) ?? last;
}
