import { deliver, pushTakers, type TakerParts } from '../../../../src/renderer/app/push-takers';
import type { Push } from '../../../../src/shared/protocol/events';

const nobody = { handlePush: () => undefined };
const NOBODY: TakerParts = {
  roster: nobody,
  rosterWatch: nobody,
  chat: nobody,
  call: nobody,
  room: nobody,
  broadcast: nobody,
};

/** What the server says reaches `takers` as in the app, and nobody is blocked. */
export function deliverTo(takers: Partial<TakerParts>): (push: Push) => void {
  const table = pushTakers({ ...NOBODY, ...takers });
  return (push) => {
    deliver(table, push, { takes: () => false });
  };
}
