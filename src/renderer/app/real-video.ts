import { isScreenTile, type TileKey, tileKey } from '../../shared/stage/tile-key';
import { isSameName } from '../../shared/text/name-key';
import { screenTileName } from '../text/tile-words';
import { SELF_TILE } from '../ui/participant-tiles';
import type { AppContext } from './app-context';

type TileContext = Pick<AppContext, 'participants' | 'stage' | 'account'>;
type PixelsContext = Pick<AppContext, 'views'> & TileContext;

/** Whose picture is shown as real video from now on, or no more. */
export interface ShownPixels {
  readonly name: string;
  readonly isOn: boolean;
}

/**
 * Shows somebody's picture (`null`: the largest on the stage) as real video or as text; without
 * `isOn` the other way round than now. `null`: there is no such picture.
 */
export function showPixels(
  context: PixelsContext,
  person: string | null,
  isOn: boolean | null,
): ShownPixels | null {
  const { stage, views } = context;
  const key = person === null ? stage.mainKey : tileOf(context, person);
  const source = key === null ? null : stage.snapshotSource(key);
  if (key === null || source === null) return null;
  const wished = isOn ?? !stage.hasPixels(key);
  stage.setPixels(key, wished);
  views.refresh();
  const what = isScreenTile(key) ? screenTileName(source.name) : source.name;
  return { name: what, isOn: wished };
}

/** Shows everything as text again; `false`: it was. */
export function leavePixels({ stage, views }: Pick<AppContext, 'stage' | 'views'>): boolean {
  const keys = stage.tilesWithPixels;
  for (const key of keys) stage.setPixels(key, false);
  views.refresh();
  return keys.length > 0;
}

/** A screen that somebody shares before their camera: it is what has small print. */
function tileOf({ participants, stage, account }: TileContext, name: string): TileKey | null {
  const found = participants.find(name);
  if (found === undefined) {
    return isSameName(name, account.name) ? SELF_TILE : null;
  }
  const screen = tileKey(found.id, 'screen');
  return stage.snapshotSource(screen) === null ? tileKey(found.id, 'camera') : screen;
}
