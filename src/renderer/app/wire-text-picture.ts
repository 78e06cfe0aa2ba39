import { tileKey } from '../../shared/stage/tile-key';
import type { TextPicture } from '../call/glyph-source';
import { NO_TEXT_PICTURE } from '../ui/window-state';
import type { AppContext } from './app-context';

/** Where the path is too thin for video, pictures are text: shown, and said. */
export function wireTextPicture(context: AppContext): void {
  const { store, remote, party } = context;
  const received = new Set<string>();
  const sent = new Set<string>();
  let facts = NO_TEXT_PICTURE;
  const tell = (): void => {
    const before = facts;
    facts = { isReceived: received.size > 0, isSent: sent.size > 0 };
    if (facts.isReceived === before.isReceived && facts.isSent === before.isSent) return;
    context.screen.update({ textPicture: facts });
    context.announcer.handleTextPicture(facts);
  };
  const take = (id: string, picture: TextPicture): void => {
    if (picture.kind === 'received' && party.blockedIds.includes(id)) return;
    if (picture.kind === 'received') {
      context.stage.setCells(tileKey(id, 'camera'), picture.cells);
      mark(received, id, picture.cells !== null);
    } else mark(sent, id, picture.isText);
    tell();
  };
  store.add(
    remote.on('textPicture', ({ id, value }) => {
      take(id, value);
    }),
  );
  store.add(
    party.onChange((people) => {
      for (const ids of [received, sent]) {
        for (const id of ids) if (!people.some((person) => person.id === id)) ids.delete(id);
      }
      tell();
    }),
  );
}

function mark(ids: Set<string>, id: string, isIn: boolean): void {
  if (isIn) ids.add(id);
  else ids.delete(id);
}
