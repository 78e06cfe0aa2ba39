import type { CallPhaseKind } from '../call/call-phase';
import type { Settings } from '../config/settings';
import type { Presence } from '../protocol/messages';
import type { LoginLink, RoomLink } from '../signalling/deep-link';
import type { SignallingApi } from '../signalling/signalling-api';
import type { NumberedTerminalRequest, TerminalNews } from './attached-terminal';
import type { ControlReply, NumberedControlRequest } from './control';
import type { HostingApi } from './hosting-api';
import type { IdentityApi } from './identity-api';
import type { LanApi } from './lan-api';
import type { ScreensApi } from './screens-api';
import type { ShellApi } from './shell-api';

/** What a host can do; the window leaves out what it lacks. */
export interface HostFeatures {
  /**
   * Whether the user may trust a certificate that no authority vouches for: browsers ask nobody.
   */
  readonly certificates: boolean;
  /** Whether calls may answer themselves: in a page, which any link can open, they may not. */
  readonly autoAnswer: boolean;
  /** Whether this device's key can leave, sealed: browsers give theirs to nobody. */
  readonly keyExport: boolean;
  readonly tray: boolean;
  /** Whether there is a server of its own that others on the network may come to. */
  readonly hosting: boolean;
  /** Whether people on the same network can be reached without a server. */
  readonly lan: boolean;
  readonly fullScreen: boolean;
  /**
   * Whether the host gives all text the size of the setting `text_size`; a browser has a zoom of
   * its own.
   */
  readonly textSize: boolean;
  /** Whether a terminal of the user's can be shared: a page has none. */
  readonly shell: boolean;
  /** Whether `quit` ends the program (a web page can only sign out). */
  readonly quit: boolean;
}

/** What the host was started with. */
export interface StartOptions {
  /** The server to use unless the settings name another: `--server`, or the one that came along. */
  readonly server: string;
  /** `--user`; goes before the setting. */
  readonly user: string | null;
  readonly appVersion: string;
  /** The room that the link led to by which it was started; `null`: none. Told once. */
  readonly room: RoomLink | null;
  /** Where the link asks to sign in; `null`: nowhere else. It is only suggested. */
  readonly login: LoginLink | null;
  /**
   * The code of a new device that the link carries, as `readDeviceCode` writes it; `null`: none. It
   * is only suggested.
   */
  readonly deviceCode: string | null;
  /** `--kiosk`: one key answers and hangs up, and verified people alone can call. */
  readonly isKiosk: boolean;
  /**
   * What starts a server for friends, options left out: `npm run server --`, or `webcrt-server`.
   */
  readonly serverCommand: string;
}

/** How settings were found at start: the window tells the user about anything unusual. */
export interface SettingsReport {
  readonly settings: Settings;
  /** Sentences: a corrupt file that was kept aside, a value that was not usable, a .clivrt read. */
  readonly notices: readonly string[];
}

export interface SettingsApi {
  /** Whether they outlive the page; if not, `load` says so in a notice. */
  readonly isKept: boolean;
  load(): Promise<SettingsReport>;
  /** Replaces the keys given. The host checks each value; an unusable patch changes nothing. */
  update(patch: Partial<Settings>): Promise<Settings>;
  onChange(listener: (settings: Settings) => void): () => void;
}

/** A call that wants somebody's attention. */
export interface RingRequest {
  readonly callId: string;
  /** Sanitised. */
  readonly from: string;
}

export interface RingDecision {
  readonly callId: string;
  readonly decision: 'accept' | 'decline';
}

/** What becomes of the machine: it goes to sleep, or is awake again. */
export type PowerChange = 'suspended' | 'resumed';

/** What the tray icon shows and its menu ticks. */
export interface HostStatus {
  readonly phase: CallPhaseKind;
  readonly peer: string | null;
  readonly presence: Presence;
  readonly autoAnswer: boolean;
}

/** A file that is being written, where the user said. */
export interface OpenedFile {
  /** 16 hexadecimal digits, for the other verbs. */
  readonly id: string;
  /** What it is called there. */
  readonly name: string;
}

/** Files that come in piece by piece and may be large: nothing holds all of one. */
export interface FilesApi {
  /**
   * Asks where a file is to go. Resolves to null when the user changed their mind, rejects with a
   * sentence when a file of that size cannot be kept.
   */
  open(suggestedName: string, sizeBytes: number): Promise<OpenedFile | null>;
  /** Writes what comes next: at most MAX_FILE_PIECE_BYTES. */
  write(id: string, bytes: Uint8Array): Promise<void>;
  /** It is whole: from now on it is a file under its name. */
  close(id: string): Promise<void>;
  /** It will not be whole: nothing of it is left. */
  discard(id: string): Promise<void>;
}

/** Terminals in which `webcrt tty` shows what the window shows. */
export interface TerminalsApi {
  /** What each of them asks for, and when it is gone. */
  onRequest(listener: (request: NumberedTerminalRequest) => void): () => void;
  /** This page has begun, and hears of those who are there already as of new ones. */
  begin(): Promise<void>;
  /** Lost when that terminal is gone. */
  tell(id: number, news: TerminalNews): Promise<void>;
  /** The stage, as a message of `CellStreamEncoder`. */
  show(id: number, cells: Uint8Array): Promise<void>;
}

/**
 * Everything that the window may ask of what it runs in: Electron (over the preload bridge) or a
 * web page. Promises and plain data only, so that every member can cross the context bridge.
 * Subscriptions return their undo.
 */
export interface HostApi {
  readonly features: HostFeatures;
  readonly signalling: SignallingApi;
  readonly settings: SettingsApi;
  readonly identity: IdentityApi;
  readonly hosting: HostingApi;
  readonly lan: LanApi;

  startOptions(): Promise<StartOptions>;

  // Attention
  /** Shows a notification with Accept and Decline and brings the window up, until `stopRinging`. */
  ring(request: RingRequest): Promise<void>;
  stopRinging(): Promise<void>;
  /** Accept or Decline was chosen outside the window. */
  onRingDecision(listener: (decision: RingDecision) => void): () => void;

  // From outside the window
  /** A link to a room was followed while the app was running. */
  onRoomLink(listener: (room: RoomLink) => void): () => void;
  /**
   * The key for talking was hit while another window had the focus; nobody tells when it is let go.
   */
  onTalkToggle(listener: () => void): () => void;
  /** A sentence for the user about something that the host could not do. */
  onNotice(listener: (text: string) => void): () => void;
  /** `webcrt ctl` asks for something; every request wants its `answerControl`. */
  onControl(listener: (request: NumberedControlRequest) => void): () => void;
  answerControl(id: number, reply: ControlReply): Promise<void>;

  readonly terminals: TerminalsApi;

  // Tray and window
  /** Keeps the screen from going to sleep, from now on or no longer. */
  keepAwake(isOn: boolean): Promise<void>;
  /** Whether nobody sees what the window shows, as far as the system tells. */
  isScreenLocked(): Promise<boolean>;
  /** The machine goes to sleep (where that is told), and is awake again. */
  onPowerChange(listener: (change: PowerChange) => void): () => void;
  reportStatus(status: HostStatus): Promise<void>;
  onPresenceChosen(listener: (presence: Presence) => void): () => void;
  onAutoAnswerChosen(listener: (isOn: boolean) => void): () => void;
  /** Whether the window can be seen: out of a call, a hidden one lets go of the camera. */
  onVisibility(listener: (isVisible: boolean) => void): () => void;
  toggleFullScreen(): Promise<void>;
  /** The window should bring itself to an end (sign out, hang up) and then call `quit`. */
  onQuitRequested(listener: () => void): () => void;
  quit(): Promise<void>;

  // Files
  /** Saves where the user says. Resolves to the name it was saved under, or null when cancelled. */
  saveFile(suggestedName: string, bytes: Uint8Array): Promise<string | null>;
  readonly files: FilesApi;

  // Screens and terminals
  readonly screens: ScreensApi;
  readonly shell: ShellApi;
}
