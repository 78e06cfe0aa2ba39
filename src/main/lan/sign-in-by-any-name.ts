import type { Presence } from '../../shared/protocol/messages';
import type { SignallingClient } from '../../shared/signalling/signalling-client';

/** The local user's name and presence on the network now. */
export interface NearAccount {
  name(): string;
  presence(): Presence;
}

/** How many names are tried where somebody else has the same one. */
const MAX_NAMES = 4;

/** Signs in at a hub, by the name wished or that and a number; resolves to whether it could. */
export async function signInByAnyName(
  client: SignallingClient,
  server: string,
  account: NearAccount,
): Promise<boolean> {
  for (let attempt = 1; attempt <= MAX_NAMES; attempt++) {
    const name = attempt === 1 ? account.name() : `${account.name()}${attempt}`;
    const outcome = await client.signIn({ server, name, presence: account.presence(), watch: [] });
    if (outcome.ok) return true;
    if (outcome.reason !== 'name-taken' && outcome.reason !== 'name-held') return false;
  }
  return false;
}
