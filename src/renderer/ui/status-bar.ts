import { Emitter } from '../../shared/base/emitter';
import type { BoundKeys } from '../../shared/config/platform-keys';
import { PARTS } from '../text/panel-words';
import { LOCK_ICONS, LOCK_LABELS, LOCK_TITLES } from '../text/status-words';
import { element } from './element';
import { type SegmentTone, StatusPart } from './status-part';
import { SEGMENT_NAMES, type SegmentName, type StatusState } from './status-segments';
import type { Press } from './window-intent';

/** The bar at the foot of the window: what is so, and buttons that change it. */
export class StatusBar {
  readonly root: HTMLElement;
  private readonly pressEmitter = new Emitter<Press>();
  /** A part of the bar was pressed. */
  readonly onPress = this.pressEmitter.event;
  private readonly parts = new Map<SegmentName, StatusPart>();
  private readonly lock = element('span', { class: 'lock' });

  constructor() {
    this.root = element('footer', { class: 'status', role: 'status', label: PARTS.status });
    // Figures change every second: a screen reader reads the bar when asked, not on each change.
    // What matters is announced by the chat log.
    this.root.setAttribute('aria-live', 'off');
    const fit = new ResizeObserver(() => {
      this.hideWhatIsOut();
    });
    fit.observe(this.root);
    for (const name of SEGMENT_NAMES) {
      const part = new StatusPart(name, (press) => {
        this.pressEmitter.fire(press);
      });
      this.parts.set(name, part);
      this.root.append(part.root);
      fit.observe(part.root);
      if (name === 'signalling') this.root.append(this.lock);
    }
  }

  /** `keys`: those that do what the buttons do. */
  render(state: StatusState, keys: BoundKeys): void {
    for (const name of SEGMENT_NAMES) this.parts.get(name)?.render(state[name] ?? null, keys);
    this.renderLock(state);
  }

  /**
   * Small windows have no room for all of it (window.css): what is cut off must not take the focus.
   */
  private hideWhatIsOut(): void {
    const end = this.root.offsetTop + this.root.clientHeight;
    for (const { root } of this.parts.values()) {
      root.style.visibility = root.offsetTop + root.offsetHeight > end ? 'hidden' : '';
    }
  }

  private renderLock(state: StatusState): void {
    const kind = lockOf(state);
    const label = kind === null ? '' : LOCK_LABELS[kind];
    if (this.lock.dataset.kind === label) return;
    this.lock.dataset.kind = label;
    this.lock.replaceChildren();
    if (kind === null) return;
    this.lock.className = `lock state-${LOCK_TONES[kind]}`;
    this.lock.title = LOCK_TITLES[kind];
    this.lock.append(lockIcon(kind !== 'open'), document.createTextNode(label));
  }
}

const LOCK_TONES: Readonly<Record<keyof typeof LOCK_LABELS, SegmentTone>> = {
  pinned: 'warn',
  secure: 'good',
  open: 'dim',
};

function lockOf({ isSecure, isPinned }: StatusState): keyof typeof LOCK_LABELS | null {
  if (isSecure === null) return null;
  if (!isSecure) return 'open';
  return isPinned ? 'pinned' : 'secure';
}

/** A padlock, closed or open: drawn, since no monospace font has one. */
function lockIcon(isClosed: boolean): SVGSVGElement {
  const namespace = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(namespace, 'svg');
  svg.setAttribute('viewBox', '0 0 12 12');
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', isClosed ? LOCK_ICONS.closed : LOCK_ICONS.open);
  const path = document.createElementNS(namespace, 'path');
  const shackle = isClosed ? 'M3.5 6V4a2.5 2.5 0 0 1 5 0v2' : 'M3.5 6V3a2.5 2.5 0 0 1 4.8-1';
  path.setAttribute('d', `${shackle} M2 6h8v5.5H2z`);
  path.setAttribute('fill', 'none');
  path.setAttribute('stroke', 'currentColor');
  path.setAttribute('stroke-width', '1.4');
  svg.append(path);
  return svg;
}
