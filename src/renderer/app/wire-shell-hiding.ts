import { matchesChord } from '../../shared/config/key-chord';
import { SHELL_HIDDEN, SHELL_SHOWN, SHELL_STILL_HIDDEN } from '../text/shell-sentences';
import type { AppContext } from './app-context';
import { boundKeys } from './bound-keys';

export type ShellHidingContext = Pick<
  AppContext,
  'store' | 'keyboard' | 'shellShare' | 'announcer' | 'settings' | 'host'
>;

/** The terminal is kept from others for as long as a key is down. */
export function wireShellHiding(context: ShellHidingContext): void {
  const { store, keyboard, shellShare, announcer } = context;
  let heldCode: string | null = null;
  const setHidden = (isHidden: boolean): void => {
    void shellShare.setHidden(isHidden);
    announcer.tell(isHidden ? SHELL_HIDDEN : SHELL_SHOWN, isHidden ? 'warn' : 'echo');
  };
  store.add(
    keyboard.onAnyKey((event) => {
      const chord = boundKeys(context)['hide-terminal'] ?? '';
      if (shellShare.current === null || !matchesChord(chord, event)) return;
      event.preventDefault();
      if (event.repeat || heldCode !== null) return;
      heldCode = event.code;
      if (!shellShare.current.isHidden) setHidden(true);
    }),
  );
  const handleKeyUp = ({ code }: KeyboardEvent): void => {
    if (code !== heldCode) return;
    heldCode = null;
    if (shellShare.current?.isHidden === true) setHidden(false);
  };
  // Nobody will tell when it goes up: what is on it may be secret still.
  const handleBlur = (): void => {
    if (heldCode === null) return;
    heldCode = null;
    if (shellShare.current?.isHidden === true) announcer.tell(SHELL_STILL_HIDDEN, 'warn');
  };
  window.addEventListener('keyup', handleKeyUp, true);
  window.addEventListener('blur', handleBlur);
  store.defer(() => {
    window.removeEventListener('keyup', handleKeyUp, true);
    window.removeEventListener('blur', handleBlur);
  });
}
