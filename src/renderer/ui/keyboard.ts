import { Emitter } from '../../shared/base/emitter';
import { type Disposable, DisposableStore } from '../../shared/base/lifecycle';
import { matchesChord } from '../../shared/config/key-chord';
import { KEY_ACTIONS, type KeyAction, type Settings } from '../../shared/config/settings';

/** The keys of the whole window, wherever the focus is. */
export class Keyboard implements Disposable {
  private readonly store = new DisposableStore();
  private readonly anyKeyEmitter = this.store.add(new Emitter<KeyboardEvent>());
  /** Any key at all: somebody is there. A listener may claim it by `preventDefault`. */
  readonly onAnyKey = this.anyKeyEmitter.event;
  private readonly actionEmitter = this.store.add(new Emitter<KeyAction>());
  /** A key that is bound to something. */
  readonly onAction = this.actionEmitter.event;

  constructor(keys: () => Settings['keys']) {
    const handleKeyDown = (event: KeyboardEvent): void => {
      if (event.isComposing) return;
      this.anyKeyEmitter.fire(event);
      if (event.defaultPrevented) return;
      const bound = keys();
      const action = KEY_ACTIONS.find((each) => matchesChord(bound[each], event));
      if (action === undefined) return;
      event.preventDefault();
      this.actionEmitter.fire(action);
    };
    // Before anything that has the focus sees it.
    window.addEventListener('keydown', handleKeyDown, true);
    this.store.defer(() => {
      window.removeEventListener('keydown', handleKeyDown, true);
    });
  }

  dispose(): void {
    this.store.dispose();
  }
}
