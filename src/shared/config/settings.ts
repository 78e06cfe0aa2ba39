import type { NoiseSuppression } from './noise-suppression';
import type { TrustedCertificate } from './trusted-certificate';
import type { TrustedCaller } from '../call/auto-answer';
import { NO_ADJUSTMENTS } from '../ascii/adjustments';
import type { PaletteName } from '../ascii/palettes';
import type { LogLevel } from '../base/logger';
import type { StyleName } from '../ascii/styles';
import type { Bandwidth } from '../call/sending-policy';
import type { HideAddress } from '../call/address-hiding';
import type { TalkMode } from '../call/talk-policy';
import { USUAL_TEXT_SIZE } from './text-size';
import { FITTING_SHELL } from '../shell/shell-fit';
import type { SelfView } from '../stage/self-view';

/** A STUN or TURN server, as RTCPeerConnection takes it. */
export interface IceServerSetting {
  readonly urls: string;
  readonly username?: string;
  readonly credential?: string;
}

/** What a key can be bound to. */
export const KEY_ACTIONS = [
  'help',
  'focus-command',
  'toggle-mute',
  'push-to-talk',
  'toggle-camera',
  'toggle-chat',
  'next-style',
  'finer-pictures',
  'coarser-pictures',
  'larger-text',
  'smaller-text',
  'usual-text',
  'magnify',
  'magnify-less',
  'pan-left',
  'pan-right',
  'pan-up',
  'pan-down',
  'terminal-keys',
  'hide-terminal',
  'hang-up',
  'toggle-full-screen',
] as const;
export type KeyAction = (typeof KEY_ACTIONS)[number];

/**
 * Every setting of the program. Keys that clivrt had keep its names; the rest follow its manner.
 * Flat, so that `config KEY VALUE` can reach each.
 */
export interface Settings {
  /** Raised by `migrate` when the shape changes. */
  readonly version: 1;
  /** The name to sign in under; `null`: one is made up, `Anon` and a first name. */
  readonly username: string | null;
  /** The server to sign in to, ws:// or wss://; `null`: the one that this app or page came with. */
  readonly signalinghosturl: string | null;
  /** Master switch; only people in `autoanswer_people` are ever answered. */
  readonly autoanswer: boolean;
  readonly autoanswer_people: readonly TrustedCaller[];
  /** Certificates that the user trusts for one server each, whatever authorities say of them. */
  readonly trusted_certificates: readonly TrustedCertificate[];
  /** People at hand, also while they are not here, and those of them that are dearest. */
  readonly contacts: readonly string[];
  readonly favourites: readonly string[];
  /** Who is neither heard nor seen. */
  readonly blocked: readonly string[];
  /** Servers that were signed in to, the latest first. */
  readonly servers: readonly string[];
  /** Whether private chat and what is said in rooms are kept on this device. */
  readonly chat_history: boolean;
  readonly loglevel: LogLevel;
  readonly videostyle: StyleName;
  /** Picture cells per text cell along each axis, 0.5 to 4: how fine pictures are drawn. */
  readonly density: number;
  /** Size of all text in the app's window, in per cent; a browser has its own zoom. */
  readonly text_size: number;
  /** The colours that people are drawn in. */
  readonly palette: PaletteName;
  /** Those of the palette `own`, as #rrggbb, 2 to 32 of them. */
  readonly palette_colours: readonly string[];
  /** Whether a palette's colours take turns where one between them is wanted. */
  readonly dither: boolean;
  /** Glyphs from dark to bright, for the styles that have a ramp; `null`: each style's own. */
  readonly ramp: string | null;
  /** See `Adjustments`. */
  readonly gamma: number;
  readonly contrast: number;
  readonly saturation: number;
  readonly edges: number;
  /** The local picture as in a mirror; what others see of it never is. */
  readonly mirror: boolean;
  /** How the user likes to be seen: a style, maybe with a palette; `null`: as others like. */
  readonly costume: string | null;
  /** Whether others are shown in their costumes. */
  readonly costumes: boolean;
  /** Whether what is typed in a call or a room is seen, here and there, as it is typed. */
  readonly rtt: boolean;
  /** Of the terminal that is shared: `auto`, as there is room for it, or `COLSxROWS`. */
  readonly terminal_size: string;
  /** The stage as a cathode-ray tube shows it. */
  readonly crt: boolean;
  /** Where the local picture goes while others are on the stage. */
  readonly selfview: SelfView;
  /** What the sent picture may cost: by a rule, or so many kbit/s at the most. */
  readonly bandwidth: Bandwidth;
  /**
   * Label or id of the camera, a clivrt device path, or `FAKE` for a test pattern; `null`: default.
   */
  readonly webcam: string | null;
  /** Label or id of the microphone; `null`: default. */
  readonly microphone: string | null;
  /** Label or id of the speaker that others are heard from; `null`: default. */
  readonly speaker: string | null;
  /**
   * Which of those of one label, as the browser numbers them; goes before the label while it is
   * known.
   */
  readonly webcam_id: string | null;
  readonly microphone_id: string | null;
  readonly speaker_id: string | null;
  /** Whether the microphone waits for a key (`talk`), or a key silences it (`mute`). */
  readonly ptt: TalkMode;
  /** Whether the camera is on when the program starts: as the user left it. */
  readonly camera_at_start: boolean;
  /** Outgoing frames per second, 1 to 60. */
  readonly framerate: number;
  /** Every how many-th incoming frame is drawn, 1 to 60. */
  readonly frame_interval: number;
  /** Outgoing size, `WIDTHxHEIGHT` in pixels. */
  readonly video_size: string;
  readonly echo_cancellation: boolean;
  readonly noise_suppression: NoiseSuppression;
  readonly auto_gain_control: boolean;
  readonly ice_servers: readonly IceServerSetting[];
  /**
   * Of whom the address is kept, as far as they are: `on`, of all, and what no TURN server relays
   * is not connected; `auto`, of those who are no contacts, where one relays.
   */
  readonly hide_address: HideAddress;
  /**
   * The interface or the address of this machine with which `host` and `lan` reach others on the
   * same network; `null`: the first private network.
   */
  readonly lan_interface: string | null;
  /** Where hosts on the network look for each other, by UDP: the same for all of them. */
  readonly lan_port: number;
  /** The name under which others on the network find this device; `null`: that of the account. */
  readonly lan_answer: string | null;
  /** Who is called as soon as they are found on the network; `null`: nobody. */
  readonly lan_call: string | null;
  /** Where `host on` listens. */
  readonly host_port: number;
  /** Whether closing the window outside a call, too, leaves the app in the tray. */
  readonly close_to_tray: boolean;
  /** Whether the app starts, hidden, when the user logs in to their desktop. */
  readonly start_at_login: boolean;
  /** Whether the app tells of newer versions, where nothing of the system does. */
  readonly update_notice: boolean;
  /** `Alt+M` and the like, per action. */
  readonly keys: Readonly<Record<KeyAction, string>>;
}

export const DEFAULT_SETTINGS: Settings = {
  version: 1,
  username: null,
  signalinghosturl: null,
  autoanswer: false,
  autoanswer_people: [],
  trusted_certificates: [],
  contacts: [],
  favourites: [],
  blocked: [],
  servers: [],
  chat_history: true,
  loglevel: 'warn',
  videostyle: 'duotone',
  // Small enough for a face, large enough to be text.
  density: 1.5,
  text_size: USUAL_TEXT_SIZE,
  palette: 'truecolour',
  // The four greens of a handheld of 1989.
  palette_colours: ['#0f380f', '#306230', '#8bac0f', '#9bbc0f'],
  dither: false,
  ramp: null,
  ...NO_ADJUSTMENTS,
  mirror: true,
  costume: null,
  costumes: true,
  rtt: false,
  terminal_size: FITTING_SHELL,
  crt: false,
  selfview: 'auto',
  bandwidth: 'auto',
  webcam: null,
  microphone: null,
  speaker: null,
  webcam_id: null,
  microphone_id: null,
  speaker_id: null,
  ptt: 'off',
  camera_at_start: true,
  framerate: 30,
  // clivrt drew every 4th frame because its converter could not keep up; this one can.
  frame_interval: 1,
  video_size: '640x480',
  echo_cancellation: true,
  noise_suppression: 'browser',
  auto_gain_control: true,
  ice_servers: [{ urls: 'stun:stun.l.google.com:19302' }],
  hide_address: 'auto',
  lan_interface: null,
  // Flitter's.
  lan_port: 5111,
  lan_answer: null,
  lan_call: null,
  host_port: 8443,
  close_to_tray: true,
  start_at_login: false,
  update_notice: true,
  keys: {
    help: 'F1',
    'focus-command': 'Escape',
    'toggle-mute': 'Alt+M',
    'push-to-talk': 'F9',
    'toggle-camera': 'Alt+V',
    'toggle-chat': 'Alt+C',
    'next-style': 'Alt+S',
    // Not with Ctrl, which is the zoom of pages in browsers, and of the text in the app.
    'finer-pictures': 'Alt+Plus',
    'coarser-pictures': 'Alt+Minus',
    'larger-text': 'Ctrl+Plus',
    'smaller-text': 'Ctrl+Minus',
    'usual-text': 'Ctrl+0',
    magnify: 'Alt+PageUp',
    'magnify-less': 'Alt+PageDown',
    'pan-left': 'Alt+ArrowLeft',
    'pan-right': 'Alt+ArrowRight',
    'pan-up': 'Alt+ArrowUp',
    'pan-down': 'Alt+ArrowDown',
    'terminal-keys': 'F8',
    'hide-terminal': 'F4',
    'hang-up': 'Alt+H',
    'toggle-full-screen': 'F11',
  },
};
