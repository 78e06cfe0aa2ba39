import { tileKey } from '../../shared/stage/tile-key';
import { PEER_ID } from '../call/call-party';
import type { AppParts } from './app-parts';

/** Where the path is too thin for video, pictures are text: shown, and said. */
export function introduceTextPicture({ store, call, stage, screen, teller }: AppParts): void {
  let facts = { isReceived: false, isSent: false };
  store.add(
    call.onTextPicture((picture) => {
      const before = facts;
      if (picture.kind === 'received') {
        stage.setCells(tileKey(PEER_ID, 'camera'), picture.cells);
        facts = { ...facts, isReceived: picture.cells !== null };
      } else {
        facts = { ...facts, isSent: picture.isText };
      }
      if (facts.isReceived === before.isReceived && facts.isSent === before.isSent) return;
      screen.update({ textPicture: facts });
      teller.handleTextPicture(facts);
    }),
  );
}
