import type { DisposableStore } from '../../shared/base/lifecycle';
import type { HostApi } from '../../shared/ipc/host-api';
import type { AutoAnswerer } from '../call/auto-answerer';
import type { Broadcast } from '../call/broadcast';
import type { UnattendedCall } from '../call/unattended-call';
import type { PigeonPost } from '../call/pigeon-post';
import type { CallSession } from '../call/call-session';
import type { KnownRooms } from '../call/known-rooms';
import type { LatestStats } from '../call/latest-stats';
import type { LocalParticipant } from '../call/local-participant';
import type { MediaSwitch } from '../call/media-switch';
import type { Recorder } from '../call/recorder';
import type { RecorderMark } from '../call/recorder-mark';
import type { Membership } from '../call/membership';
import type { RemoteParticipants } from '../call/remote-participants';
import type { ShownViews } from '../call/shown-views';
import type { RemoteEmitter } from '../call/remote-events';
import type { RemoteShells } from '../call/remote-shells';
import type { RingController } from '../call/ring-controller';
import type { ShellShare } from '../call/shell-share';
import type { TalkSwitch } from '../call/talk-switch';
import type { RoomSession } from '../call/room-session';
import type { Account } from '../chat/account';
import type { Verifications } from '../call/verifications';
import type { ChatClient } from '../chat/chat-client';
import type { ConversationPartners } from '../chat/conversation-partners';
import type { Lookup } from '../chat/lookup';
import type { Roster } from '../chat/roster';
import type { RosterNews } from '../chat/roster-news';
import type { RosterWatch } from '../chat/roster-watch';
import type { LineEntry } from '../commands/line-entry';
import type { Doctor } from '../doctor/doctor';
import type { AudioOutput } from '../media/audio-output';
import type { KnownLimits } from '../media/camera-limits';
import type { MediaAccess } from '../media/device-access';
import type { FrameWatch } from '../media/frame-watch';
import type { LocalMedia } from '../media/local-media';
import type { ScreenShare } from '../media/screen-share';
import type { SourceSwitch } from '../media/sources/source-switch';
import type { OwnIdentity } from '../people/own-identity';
import type { FileExchange } from '../transfer/file-exchange';
import type { SentMicrophone } from '../media/sent-microphone';
import type { SpeakerChoice } from '../media/speaker-choice';
import type { AppWindow } from '../ui/app-window';
import type { Keyboard } from '../ui/keyboard';
import type { PictureStyles } from '../ui/picture-styles';
import type { WindowState } from '../ui/window-state';
import type { StageView } from '../ui/stage-view';
import type { StageZoom } from '../ui/stage-zoom';
import type { Announcer } from '../ui/announcer';
import type { PeopleContext } from './people-context';
import type { ReceivedPictures } from './received-pictures';
import type { LiveSettings } from './live-settings';
import type { Machine } from './machine';
import type { ShellTiles } from './shell-tiles';

/** Every part of the app, each made once: what those who introduce them to each other are given. */
export interface AppContext {
  /** Owns what the wiring registers. */
  readonly store: DisposableStore;
  readonly host: HostApi;
  /** What all of it is made on. */
  readonly machine: Machine;
  readonly settings: LiveSettings;
  readonly identity: OwnIdentity;
  readonly keyboard: Keyboard;
  readonly access: MediaAccess;
  readonly media: LocalMedia;
  readonly frameWatch: FrameWatch;
  readonly limits: KnownLimits;
  /** Where the sound of others is played. */
  readonly sound: AudioOutput;
  readonly speaker: SpeakerChoice;
  readonly mediaSwitch: MediaSwitch;
  /** What of the microphone is sent. */
  readonly microphone: SentMicrophone;
  readonly participants: RemoteParticipants;
  readonly sources: SourceSwitch;
  readonly share: ScreenShare;
  /** The local user's terminal, and those of others, that are shared. */
  readonly shellShare: ShellShare;
  readonly remoteShells: RemoteShells;
  readonly shellTiles: ShellTiles;
  readonly received: ReceivedPictures;
  readonly talk: TalkSwitch;
  readonly room: RoomSession;
  /** Who is in the call or the room. */
  readonly membership: Membership;
  readonly knownRooms: KnownRooms;
  readonly stats: LatestStats;
  readonly zoom: StageZoom;
  readonly account: Account;
  readonly roster: Roster;
  readonly rosterWatch: RosterWatch;
  readonly rosterNews: RosterNews;
  readonly lookup: Lookup;
  readonly partners: ConversationPartners;
  readonly chat: ChatClient;
  readonly people: PeopleContext;
  /** What everybody gets from the local user, in calls and in rooms. */
  readonly local: LocalParticipant;
  /** What remote participants tell, in calls and in rooms. */
  readonly remote: RemoteEmitter;
  readonly call: CallSession;
  /** Calls without a server. */
  readonly pigeons: PigeonPost;
  readonly files: FileExchange;
  readonly verifications: Verifications;
  readonly autoAnswerer: AutoAnswerer;
  readonly unattended: UnattendedCall;
  readonly ring: RingController;
  readonly looks: PictureStyles;
  readonly views: ShownViews;
  readonly recorder: Recorder;
  readonly mark: RecorderMark;
  readonly broadcast: Broadcast;
  /** Knows why devices failed since the start, whoever asks. */
  readonly doctor: Doctor;
  readonly lines: LineEntry;
  readonly window: AppWindow;
  readonly announcer: Announcer;
  readonly stage: StageView;
  readonly windowState: WindowState;
  /** The name to sign in with when no other is said; `null`: there is none yet. */
  readonly usualName: string | null;
  /** Whether nothing but one key is to be pressed, and verified people alone can call. */
  readonly isKiosk: boolean;
  /** What starts a server for friends, options left out. */
  readonly serverCommand: string;
  readonly appVersion: string;
  /** The server that is, or will be, signed in to. */
  server(): string;
}
