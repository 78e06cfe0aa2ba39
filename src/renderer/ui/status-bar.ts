import { element } from './element';

export type SegmentTone = 'plain' | 'good' | 'warn' | 'bad' | 'dim';

export interface Segment {
  readonly text: string;
  readonly tone: SegmentTone;
}

/** What the bar shows, segment by segment; `null` leaves one out. */
export interface StatusState {
  readonly call: Segment;
  readonly signalling: Segment;
  /** `null` while there is no server to speak of. */
  readonly isSecure: boolean | null;
  /** The user vouches for the server's certificate: no authority does. */
  readonly isPinned: boolean;
  readonly presence: Segment | null;
  readonly recording: Segment | null;
  readonly sharing?: Segment | null;
  readonly camera: Segment;
  readonly microphone: Segment;
  readonly textPicture: Segment | null;
  readonly style: Segment;
  readonly frameRate: Segment | null;
  readonly bitrate: Segment | null;
  readonly roundTrip: Segment | null;
  readonly hint: string;
}

const SEGMENTS = [
  'call',
  'recording',
  'sharing',
  'signalling',
  'presence',
  'camera',
  'microphone',
  'textPicture',
  'style',
  'frameRate',
  'bitrate',
  'roundTrip',
] as const;

/** The bar at the foot of the window. Only what changed is written. */
export class StatusBar {
  readonly root: HTMLElement;
  private readonly parts = new Map<string, HTMLElement>();
  private readonly lock = element('span', { class: 'lock' });
  private readonly hint = element('span', { class: 'hint' });

  constructor() {
    this.root = element('footer', { class: 'status', role: 'status', label: 'status' });
    // Figures change every second: a screen reader reads the bar when asked, not on each change.
    // What matters is announced by the chat log.
    this.root.setAttribute('aria-live', 'off');
    for (const name of SEGMENTS) {
      const part = element('span', { class: name });
      this.parts.set(name, part);
      this.root.append(part);
      if (name === 'signalling') this.root.append(this.lock);
    }
    this.root.append(this.hint);
  }

  render(state: StatusState): void {
    for (const name of SEGMENTS) this.renderSegment(name, state[name] ?? null);
    this.renderLock(state);
    if (this.hint.textContent !== state.hint) this.hint.textContent = state.hint;
  }

  private renderSegment(name: string, segment: Segment | null): void {
    const part = this.parts.get(name);
    if (part === undefined) return;
    const text = segment?.text ?? '';
    if (part.textContent !== text) part.textContent = text;
    const classes = `${name} state-${segment?.tone ?? 'plain'}`;
    if (part.className !== classes) part.className = classes;
  }

  private renderLock({ isSecure, isPinned }: StatusState): void {
    const secureLabel = isPinned ? 'wss, certificate trusted by you' : 'wss';
    const label = isSecure === null ? '' : isSecure ? secureLabel : 'ws';
    if (this.lock.dataset.kind === label) return;
    this.lock.dataset.kind = label;
    this.lock.replaceChildren();
    if (isSecure === null) return;
    this.lock.className = `lock ${isPinned ? 'state-warn' : isSecure ? 'state-good' : 'state-dim'}`;
    const certificate = isPinned ? ' No authority vouches for the certificate: you do.' : '';
    this.lock.title = isSecure
      ? `The connection is encrypted.${certificate}`
      : 'The connection is not encrypted.';
    this.lock.append(lockIcon(isSecure), document.createTextNode(label));
  }
}

/** A padlock, closed or open: drawn, since no monospace font has one. */
function lockIcon(isClosed: boolean): SVGSVGElement {
  const namespace = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(namespace, 'svg');
  svg.setAttribute('viewBox', '0 0 12 12');
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', isClosed ? 'closed lock' : 'open lock');
  const path = document.createElementNS(namespace, 'path');
  const shackle = isClosed ? 'M3.5 6V4a2.5 2.5 0 0 1 5 0v2' : 'M3.5 6V3a2.5 2.5 0 0 1 4.8-1';
  path.setAttribute('d', `${shackle} M2 6h8v5.5H2z`);
  path.setAttribute('fill', 'none');
  path.setAttribute('stroke', 'currentColor');
  path.setAttribute('stroke-width', '1.4');
  svg.append(path);
  return svg;
}
