import type { ScreenList, ScreenSource, ScreensApi } from '../../shared/ipc/screens-api';
import type { DisplayAccess } from './device-access';

/** Asks the user; `null`: they thought better of it. */
export type PickScreen = (
  list: ScreenList,
) => Promise<{ readonly id: string; readonly withSound: boolean } | null>;

/**
 * The screens of `access`, chosen with a picker of the app's own where the host has none that opens
 * by itself: there is one picker at a time, and never a second after the first.
 */
export function chosenDisplay(
  access: DisplayAccess,
  screens: ScreensApi,
  pick: PickScreen,
): DisplayAccess {
  return {
    openDisplay: async (options) => {
      const list = await screens.list().catch(() => {
        throw new DOMException('Permission denied by system', 'NotAllowedError');
      });
      if (list === null) return access.openDisplay(options);
      const picked = await pick(inWishedOrder(list, options));
      if (picked === null) throw new DOMException('Nothing was chosen', 'NotAllowedError');
      await screens.choose(picked.id, picked.withSound).catch(() => {
        throw new DOMException('It is not there any more', 'NotFoundError');
      });
      return access.openDisplay(picked.withSound ? options : { ...options, audio: false });
    },
  };
}

/** What is wished for comes first, as in browsers' pickers. */
function inWishedOrder(list: ScreenList, { video }: DisplayMediaStreamOptions): ScreenList {
  const wished = typeof video === 'object' ? video.displaySurface : undefined;
  const isWindowFirst = wished === 'window' || wished === 'browser';
  if (!isWindowFirst) return list;
  const isWindow = ({ kind }: ScreenSource): boolean => kind === 'window';
  const { sources } = list;
  return {
    ...list,
    sources: [...sources.filter(isWindow), ...sources.filter((source) => !isWindow(source))],
  };
}
