import { StageView } from '../ui/stage-view';
import { StageZoom } from '../ui/stage-zoom';
import type { AppContext } from './app-context';
import { changeDensity } from './wire-input';
import { stageLook } from './wire-looks';
import { showStill } from './wire-participants';

type StageContext = Pick<
  AppContext,
  'store' | 'machine' | 'window' | 'windowState' | 'views' | 'recorder'
> &
  Parameters<typeof stageLook>[0] &
  Parameters<typeof showStill>[0] &
  Parameters<typeof changeDensity>[0];

/** Makes the stage, on the window's surface; all but the window is asked only later. */
export function createStage(context: StageContext): StageView {
  const surface = context.store.add(context.machine.createSurface(context.window.stage));
  return new StageView(surface, stageLook(context), {
    handleFrameRate: (fps) => {
      context.windowState.updateStats({ fps });
    },
    handleView: (key, grid) => {
      context.views.handleView(key, grid);
    },
    handleStill: (key, isStill) => {
      showStill(context, key, isStill);
    },
    handleResize: (cols, rows) => {
      context.recorder.resize(cols, rows);
    },
    handleDensityWish: (factor) => {
      changeDensity(context, factor);
    },
  });
}

/** Makes what knows which tile is alone on the stage; `context` is asked only later. */
export function createZoom(context: Pick<AppContext, 'stage' | 'windowState'>): StageZoom {
  return new StageZoom({
    tiles: () => context.stage.tiles,
    show: (zoomed) => {
      context.windowState.update({ zoomed });
    },
  });
}
