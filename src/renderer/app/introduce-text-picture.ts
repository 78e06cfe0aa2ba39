import { tileKey } from '../../shared/stage/tile-key';
import type { TextPicture } from '../call/glyph-source';
import { NO_TEXT_PICTURE } from '../ui/screen';
import type { AppParts } from './app-parts';

/** Where the path is too thin for video, pictures are text: shown, and said. */
export function introduceTextPicture(parts: AppParts): void {
  const { store, remote, party } = parts;
  const received = new Set<string>();
  const sent = new Set<string>();
  let facts = NO_TEXT_PICTURE;
  const tell = (): void => {
    const before = facts;
    facts = { isReceived: received.size > 0, isSent: sent.size > 0 };
    if (facts.isReceived === before.isReceived && facts.isSent === before.isSent) return;
    parts.screen.update({ textPicture: facts });
    parts.teller.handleTextPicture(facts);
  };
  const take = (id: string, picture: TextPicture): void => {
    if (picture.kind === 'received' && party.blockedIds.includes(id)) return;
    if (picture.kind === 'received') {
      parts.stage.setCells(tileKey(id, 'camera'), picture.cells);
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
