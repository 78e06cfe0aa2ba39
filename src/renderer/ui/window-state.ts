import { Emitter } from '../../shared/base/emitter';
import type { CallPhase } from '../../shared/call/call-phase';
import type { JoinedRoom } from '../../shared/call/room-state';
import type { Participant } from '../../shared/call/participant';
import type { BoundKeys } from '../../shared/config/platform-keys';
import type { Presence } from '../../shared/protocol/messages';
import type { RecorderMarkState } from '../call/recorder-mark';
import type { SignallingState } from '../../shared/signalling/signalling-api';
import type { SelfView } from '../../shared/stage/self-view';
import type { TileKey } from '../../shared/stage/tile-key';
import { sceneFor } from './stage-scene';
import type { StageView } from './stage-view';
import type { StatusBar } from './status-bar';
import type { OwnTerminalFacts } from './terminal-tiles';
import type { TouchBar } from './touch-bar';
import { touchBarState } from './touch-bar-state';
import type { BroadcastFacts, LiveStats, MediaFacts, TextPictureFacts } from './status-facts';
import type { StatusState } from './status-segments';
import { statusState } from './status-state';

/** All that the stage and the status bar show, in one place. */
export interface WindowFacts {
  readonly phase: CallPhase;
  readonly signalling: SignallingState;
  /** The local user's name on the server; `null`: signed out. */
  readonly name: string | null;
  /** The server that the address for friends is of. */
  readonly server: string;
  /** Where the app's own server is for others on the network; `null`: for nobody. */
  readonly hostedAt: string | null;
  /** What starts a server for friends, options left out. */
  readonly serverCommand: string;
  /** The app has a server of its own, which can let others on the network in. */
  readonly canHost: boolean;
  readonly presence: Presence;
  readonly presenceUntilMs: number | null;
  readonly media: MediaFacts;
  readonly recording: RecorderMarkState;
  readonly broadcast: BroadcastFacts;
  /** Whether a screen is shared from here. */
  readonly isSharing: boolean;
  /** The terminal that is shared from here; `null`: none. */
  readonly ownTerminal: OwnTerminalFacts | null;
  /** The terminal that keys go to; `null`: none. */
  readonly focusedTerminal: TileKey | null;
  /** Why there is no local picture; `null` when there is one, or it is on its way. */
  readonly cameraNote: string | null;
  /** The others in the call or room. */
  readonly people: readonly Participant[];
  readonly selfView: SelfView;
  /** The room that the local user is in; `null`: none. */
  readonly room: JoinedRoom | null;
  /** The tile that is large; `null`: all alike. */
  readonly zoomed: TileKey | null;
  readonly textPicture: TextPictureFacts;
  readonly style: string;
  readonly stats: LiveStats;
  /** There is nothing to type into. */
  readonly isKiosk: boolean;
  /** One points with a finger here. */
  readonly isTouch: boolean;
  readonly isChatShown: boolean;
  readonly isPeopleShown: boolean;
  /** Lines of others that came while the chat was away. */
  readonly unread: number;
  /** What stands in the command line. */
  readonly line: string;
  /** The keys as they are bound. */
  readonly keys: BoundKeys;
}

/** Nobody shows the stage to others, or would like to. */
export const NO_BROADCAST: BroadcastFacts = { own: 'off', viewers: 0, remote: null };

export const NO_TEXT_PICTURE: TextPictureFacts = { isReceived: false, isSent: false };

export const NO_STATS: LiveStats = {
  fps: null,
  sentKbps: null,
  receivedKbps: null,
  roundTripMs: null,
};

/**
 * Keeps stage and status bar true to the facts. State in; what did not change is not drawn again.
 */
export class WindowState {
  private isScheduled = false;
  private readonly statusEmitter = new Emitter<StatusState>();
  /** What the status bar says. */
  readonly onStatus = this.statusEmitter.event;

  constructor(
    private facts: WindowFacts,
    private readonly stage: StageView,
    private readonly status: StatusBar,
    private readonly touchBar: TouchBar,
    private readonly nowMs: () => number,
  ) {
    this.render();
  }

  /** Several changes of one moment are drawn once. */
  update(change: Partial<WindowFacts>): void {
    this.facts = { ...this.facts, ...change };
    if (this.isScheduled) return;
    this.isScheduled = true;
    queueMicrotask(() => {
      this.isScheduled = false;
      this.render();
    });
  }

  updateStats(stats: Partial<LiveStats>): void {
    this.update({ stats: { ...this.facts.stats, ...stats } });
  }

  get statusNow(): StatusState {
    return statusState(this.facts);
  }

  private render(): void {
    const said = this.statusNow;
    this.status.render(said, this.facts.keys);
    this.statusEmitter.fire(said);
    this.touchBar.render(touchBarState(this.facts));
    const isMuted = this.facts.media.microphone === 'muted';
    this.stage.show(sceneFor({ ...this.facts, isMuted, nowMs: this.nowMs() }));
  }
}
