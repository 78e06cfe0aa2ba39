import type { KeyAction } from '../../shared/config/settings';
import { MAGNIFY_STEP, magnifyTo, pan, type PanDirection } from '../../shared/stage/magnifier';
import type { AppContext } from './app-context';

const DIRECTIONS: Readonly<Partial<Record<KeyAction, PanDirection>>> = {
  'pan-left': 'left',
  'pan-right': 'right',
  'pan-up': 'up',
  'pan-down': 'down',
};

type Stage = Pick<AppContext, 'stage'>;

/** Magnifies what is read on the stage; `null`: a step more. `false`: there is nothing to read. */
export function magnify({ stage }: Stage, times: number | null): boolean {
  const { magnifier } = stage;
  return stage.setMagnifier(magnifyTo(magnifier, times ?? magnifier.times * MAGNIFY_STEP));
}

/** Does what a key says, if it is one of those that magnify; `false`: it is not. */
export function actOnMagnifier(context: Stage, action: KeyAction): boolean {
  const { stage } = context;
  const { magnifier } = stage;
  const direction = DIRECTIONS[action];
  if (direction !== undefined) stage.setMagnifier(pan(magnifier, direction));
  else if (action === 'magnify') magnify(context, null);
  else if (action === 'magnify-less') magnify(context, magnifier.times / MAGNIFY_STEP);
  else return false;
  return true;
}
