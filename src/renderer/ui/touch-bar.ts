import { Emitter } from '../../shared/base/emitter';
import { PARTS } from '../text/panel-words';
import { element } from './element';
import { pixelIcon } from './pixel-icon';
import './touch-bar.css';
import type { TouchBarState, TouchButton } from './touch-bar-state';
import { type Press, pressName } from './window-intent';

const PLACES = ['microphone', 'camera', 'action', 'chat', 'people'] as const;

/**
 * Five large buttons at the foot of a window that is used with a finger; elsewhere it is not to be
 * seen.
 */
export class TouchBar {
  readonly root = element('div', { class: 'touch-bar', role: 'group', label: PARTS.buttons });
  private readonly pressEmitter = new Emitter<Press>();
  readonly onPress = this.pressEmitter.event;
  private readonly buttons = PLACES.map(
    (place) =>
      new BarButton(place, (press) => {
        this.pressEmitter.fire(press);
      }),
  );

  constructor() {
    this.root.append(...this.buttons.map(({ root }) => root));
  }

  render(state: TouchBarState): void {
    PLACES.forEach((place, index) => {
      this.buttons[index].render(state[place]);
    });
  }
}

/** Only what changed is written. */
class BarButton {
  readonly root = element('button');
  private readonly label = element('span', { class: 'label' });
  private shown: TouchButton | null = null;

  constructor(
    private readonly place: string,
    handlePress: (press: Press) => void,
  ) {
    this.root.type = 'button';
    // The focus stays where it is, and with it the keyboard on the screen: up or down.
    this.root.addEventListener('mousedown', (event) => {
      event.preventDefault();
    });
    this.root.addEventListener('click', () => {
      if (this.shown !== null && !this.shown.isIdle) handlePress(this.shown.press);
    });
  }

  render(button: TouchButton): void {
    if (JSON.stringify(button) === JSON.stringify(this.shown)) return;
    this.shown = button;
    const { icon, isStruck, text, tone, press, isIdle } = button;
    this.root.className = `for-${this.place} state-${tone}`;
    this.label.textContent = text;
    this.root.replaceChildren(pixelIcon(icon, isStruck), this.label);
    this.root.ariaLabel = pressName(text, press);
    this.root.ariaPressed = press.isDown === undefined ? null : String(press.isDown);
    // Not `disabled`: a screen reader shall go on finding it.
    this.root.ariaDisabled = isIdle ? 'true' : null;
  }
}
