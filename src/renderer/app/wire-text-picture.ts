import { tileKey } from '../../shared/stage/tile-key';
import { TextPictures } from '../call/text-pictures';
import type { AppContext } from './app-context';

type TextPictureContext = Pick<
  AppContext,
  'store' | 'participants' | 'remote' | 'announcer' | 'stage' | 'windowState'
>;

/** Where the path is too thin for video, pictures are text: shown, and said. */
export function wireTextPicture(context: TextPictureContext): void {
  const { store, remote, participants, stage, windowState, announcer } = context;
  const pictures = store.add(new TextPictures());
  store.add(
    remote.on('textPicture', ({ id, value }) => {
      if (value.kind === 'received') {
        // Whoever is blocked has no tile to show it on.
        if (participants.blockedIds.includes(id)) return;
        stage.setCells(tileKey(id, 'camera'), value.cells);
      }
      pictures.handle(id, value);
    }),
  );
  store.add(
    participants.onChange((people) => {
      pictures.keepOnly(people.map(({ id }) => id));
    }),
  );
  store.add(
    pictures.onChange((textPicture) => {
      windowState.update({ textPicture });
      announcer.handleTextPicture(textPicture);
    }),
  );
}
