import { DisposableStore, type Disposable } from '../../shared/base/lifecycle';
import type { Logger } from '../../shared/base/logger';
import { SYSTEM_CLOCK } from '../../shared/base/system-clock';
import type { Settings } from '../../shared/config/settings';
import type { HostApi, StartOptions } from '../../shared/ipc/host-api';
import type { IdentityReport } from '../../shared/ipc/identity-api';
import type { AutoAnswerer } from '../call/auto-answerer';
import type { UnattendedCall } from '../call/unattended-call';
import type { PigeonPost } from '../call/pigeon-post';
import { CallSession } from '../call/call-session';
import { KnownRooms } from '../call/known-rooms';
import { LatestStats } from '../call/latest-stats';
import { LocalParticipant } from '../call/local-participant';
import { MediaSwitch } from '../call/media-switch';
import type { Broadcast } from '../call/broadcast';
import type { Recorder } from '../call/recorder';
import { RecorderMark } from '../call/recorder-mark';
import { Membership } from '../call/membership';
import { RemoteParticipants } from '../call/remote-participants';
import type { ShownViews } from '../call/shown-views';
import { createRemoteEvents, type RemoteEmitter } from '../call/remote-events';
import type { RemoteShells } from '../call/remote-shells';
import type { RingController } from '../call/ring-controller';
import type { ShellShare } from '../call/shell-share';
import type { Verifications } from '../call/verifications';
import { TalkSwitch } from '../call/talk-switch';
import { RoomSession } from '../call/room-session';
import { Account } from '../chat/account';
import { ChatClient } from '../chat/chat-client';
import { ConversationPartners } from '../chat/conversation-partners';
import type { Lookup } from '../chat/lookup';
import { Roster } from '../chat/roster';
import type { RosterNews } from '../chat/roster-news';
import type { RosterWatch } from '../chat/roster-watch';
import type { CommandRunner } from '../commands/command-runner';
import type { LineEntry } from '../commands/line-entry';
import type { Doctor } from '../doctor/doctor';
import type { AudioOutput } from '../media/audio-output';
import { chosenDisplay } from '../media/chosen-display';
import type { DisplayAccess, MediaAccess } from '../media/device-access';
import { FrameWatch } from '../media/frame-watch';
import { LocalMedia } from '../media/local-media';
import { KnownLimits } from '../media/camera-limits';
import { RingTone } from '../media/ring-tone';
import { SentMicrophone } from '../media/sent-microphone';
import { ScreenShare } from '../media/screen-share';
import type { SourceSwitch } from '../media/sources/source-switch';
import { SpeakerChoice } from '../media/speaker-choice';
import { OwnIdentity } from '../people/own-identity';
import type { OwnCertificate } from '../rtc/local-certificate';
import type { StayStorage } from '../host/stay-storage';
import type { FileExchange } from '../transfer/file-exchange';
import { AppWindow } from '../ui/app-window';
import { sentencesHere } from '../ui/sentences-here';
import { Keyboard } from '../ui/keyboard';
import { PictureStyles } from '../ui/picture-styles';
import { IS_MAC } from '../ui/platform';
import type { WindowState } from '../ui/window-state';
import type { StageView } from '../ui/stage-view';
import type { StageZoom } from '../ui/stage-zoom';
import { Announcer } from '../ui/announcer';
import type { AppContext } from './app-context';
import { boundKeys } from './bound-keys';
import { showOwnMedia } from './own-media';
import { createStayKeeper } from './own-stays';
import { createDoctor } from './create-doctor';
import { createLines } from './create-lines';
import { createAutoAnswerer, createRing, createUnattendedCall } from './create-ring';
import { createRunner } from './create-runner';
import { createRemoteShells, createShellShare, createShellTiles } from './create-shells';
import { createStage, createZoom } from './create-stage';
import { createWindowState } from './create-window-state';
import { learnDevices } from './learn-devices';
import type { Machine } from './machine';
import { wireAddresses } from './wire-addresses';
import { wireAwake } from './wire-awake';
import { wireButtons } from './wire-buttons';
import { wireCall, showPlaceholder } from './wire-call';
import { createFiles, wireFiles } from './wire-files';
import { wireDevices } from './wire-devices';
import { wireGateways } from './wire-gateways';
import { wireHost } from './wire-host';
import { wireIce } from './wire-ice';
import { wireIdentities } from './wire-identities';
import { wireInput } from './wire-input';
import { wireKiosk } from './wire-kiosk';
import { wireLan } from './wire-lan';
import { wireLooks, lookFacts } from './wire-looks';
import { wireMedia } from './wire-media';
import { wireNetwork } from './wire-network';
import {
  wireExternalControl,
  suggestDevice,
  suggestLogin,
  suggestRoom,
} from './wire-external-control';
import { createViews, wireParticipants } from './wire-participants';
import { createBroadcast, wireBroadcast } from './wire-broadcast';
import { createRecorder, wireRecorder } from './wire-recorder';
import { wireRoom } from './wire-room';
import { createPigeonPost, sayByPigeon, wirePigeon } from './wire-pigeon';
import { wireShare } from './wire-share';
import { wireShell } from './wire-shell';
import { wireShellKeys } from './wire-shell-keys';
import type { ShellTiles } from './shell-tiles';
import { wirePeople, resumePresence } from './wire-people';
import {
  createLookup,
  createRosterNews,
  createRosterWatch,
  wireRoster,
  wantedNames,
} from './wire-roster';
import { wirePeoplePanel } from './wire-people-panel';
import { wireServer } from './wire-server';
import { createPeople, type PeopleContext } from './people-context';
import { createSources, wireSources } from './wire-sources';
import { wireSettings } from './wire-settings';
import { wireTalk } from './wire-talk';
import { createVerifications, wireVerification } from './wire-verification';
import { wireTerminals } from './wire-terminals';
import { wireTextPicture } from './wire-text-picture';
import { wireTyping } from './wire-typing';
import { ReceivedPictures } from './received-pictures';
import { sessionPorts } from './session-ports';
import { LiveSettings } from './live-settings';

/** What the host has kept, as it was found. */
export interface FoundAtStart {
  readonly settings: Settings;
  readonly identity: IdentityReport;
}

/**
 * The app in its window: makes every part once, and has them introduced to each other. With its
 * folder the only place of the renderer that knows them all.
 */
export class App implements AppContext, Disposable {
  readonly store = new DisposableStore();
  readonly settings: LiveSettings;
  readonly identity: OwnIdentity;
  readonly keyboard = this.store.add(new Keyboard(() => boundKeys(this), IS_MAC));
  readonly media: LocalMedia;
  readonly frameWatch: FrameWatch;
  readonly microphone: SentMicrophone;
  readonly mediaSwitch: MediaSwitch;
  readonly sound: AudioOutput;
  readonly participants: RemoteParticipants;
  readonly sources: SourceSwitch;
  readonly received: ReceivedPictures;
  readonly talk: TalkSwitch;
  private readonly display: DisplayAccess;
  readonly share: ScreenShare;
  readonly shellShare: ShellShare;
  readonly remoteShells: RemoteShells;
  readonly shellTiles: ShellTiles;
  readonly access: MediaAccess & DisplayAccess & Disposable;
  readonly limits: KnownLimits;
  readonly speaker: SpeakerChoice;
  readonly roster = new Roster((name) => this.people.blocks.has(name));
  readonly lookup: Lookup;
  readonly rosterWatch: RosterWatch;
  readonly rosterNews: RosterNews;
  readonly partners = new ConversationPartners();
  readonly account: Account;
  readonly chat: ChatClient;
  readonly people: PeopleContext;
  readonly local = this.store.add(new LocalParticipant());
  readonly remote: RemoteEmitter;
  readonly call: CallSession;
  readonly pigeons: PigeonPost;
  readonly files: FileExchange;
  readonly verifications: Verifications;
  readonly room: RoomSession;
  readonly membership: Membership;
  readonly knownRooms = new KnownRooms();
  readonly stats = new LatestStats();
  readonly zoom: StageZoom;
  readonly autoAnswerer: AutoAnswerer;
  readonly unattended: UnattendedCall;
  readonly ring: RingController;
  readonly recorder: Recorder;
  readonly broadcast: Broadcast;
  readonly doctor: Doctor;
  private readonly tone: RingTone;
  readonly mark = this.store.add(new RecorderMark());
  private readonly runner: CommandRunner;
  readonly lines: LineEntry;
  readonly window: AppWindow;
  readonly announcer: Announcer;
  readonly stage: StageView;
  readonly windowState: WindowState;
  readonly looks: PictureStyles;
  readonly views: ShownViews;

  constructor(
    mount: HTMLElement,
    readonly machine: Machine,
    readonly host: HostApi,
    private readonly start: StartOptions,
    { settings, identity }: FoundAtStart,
    /** What this end shows to all others; `null`: a new one each time. */
    certificate: OwnCertificate,
    stays: StayStorage,
    private readonly logger: Logger,
  ) {
    // Whoever is handed `this` asks it for most parts only later, when all of them are made. What
    // is asked for at once must come first, and the compiler does not see that: it is said below.
    this.frameWatch = this.store.add(
      new FrameWatch({
        clock: SYSTEM_CLOCK,
        nextFrame: machine.nextFrame,
        isVisible: () => document.visibilityState === 'visible',
      }),
    );
    this.sound = this.store.add(machine.createSound());
    this.participants = this.store.add(new RemoteParticipants(this.sound));
    this.received = this.store.add(new ReceivedPictures(this.participants));
    this.access = this.store.add(machine.createAccess());
    this.tone = this.store.add(new RingTone(machine.createToneOutput()));
    this.settings = this.store.add(new LiveSettings(host.settings, settings));
    this.identity = new OwnIdentity(host.identity, identity);
    this.account = new Account(host.signalling, Math.random, () => wantedNames(this));
    this.chat = this.store.add(
      new ChatClient({
        request: (name, payload) => host.signalling.request(name, payload),
        clock: SYSTEM_CLOCK,
        createId: () => crypto.randomUUID(),
        name: () => this.account.name ?? this.usualName,
        sayDirectly: (name, line) => sayByPigeon(this, name, line),
      }),
    );
    this.people = createPeople(this, logger);
    this.lookup = createLookup(this);
    this.rosterWatch = this.store.add(createRosterWatch(this));
    this.rosterNews = this.store.add(createRosterNews(this));
    const { createPattern } = machine;
    this.media = this.store.add(new LocalMedia({ access: this.access, settings, createPattern }));
    this.microphone = this.store.add(
      new SentMicrophone({
        media: this.media,
        createFilter: machine.createNoiseFilter,
        suppression: settings.noise_suppression,
      }),
    );
    this.limits = this.store.add(new KnownLimits(this.media));
    this.speaker = this.store.add(new SpeakerChoice(this.access, this.sound, settings));
    this.mediaSwitch = new MediaSwitch(this.media, settings.camera_at_start);
    this.display = chosenDisplay(this.access, host.screens, (list) =>
      this.window.screens.pick(list),
    );
    this.share = this.store.add(new ScreenShare(this.display));
    this.shellShare = this.store.add(createShellShare(this));
    this.remoteShells = this.store.add(createRemoteShells(this));
    this.shellTiles = this.store.add(createShellTiles(this));
    this.sources = this.store.add(createSources(this, this.display));
    this.talk = this.store.add(new TalkSwitch(settings.ptt));
    const keeper = createStayKeeper(this, stays, certificate);
    // Before there are connections: they ask at once how much they may send.
    this.local.update({ bandwidth: settings.bandwidth });
    this.remote = this.store.add(createRemoteEvents(logger));
    // After the switch of the media, and what is sent and told: calls and rooms have them as ports.
    const ports = sessionPorts(this, keeper, logger);
    this.call = this.store.add(
      new CallSession({
        ...ports,
        createEchoPeer: (options) => machine.createEchoPeer(options),
      }),
    );
    this.pigeons = this.store.add(createPigeonPost(this, logger));
    // Before the views, the runner and the stage.
    this.looks = this.store.add(new PictureStyles(lookFacts(settings)));
    const { ownerKeys } = this.people;
    this.room = this.store.add(new RoomSession({ ...ports, ownerKeys }));
    // The first to listen to calls and rooms, once there are both: everybody is known before
    // anything is made of it.
    this.membership = this.store.add(new Membership(this));
    this.views = createViews(this);
    this.zoom = createZoom(this);
    this.files = this.store.add(createFiles(this, logger));
    this.verifications = this.store.add(
      createVerifications(this, () => Promise.resolve(this.identity.publicKey), logger),
    );
    this.autoAnswerer = createAutoAnswerer(this);
    this.ring = this.store.add(createRing(this, this.tone, logger));
    this.recorder = this.store.add(createRecorder(this, logger));
    this.broadcast = this.store.add(createBroadcast(this));
    this.doctor = createDoctor(this);
    // After all whose verbs the commands are: the account, calls and rooms, media, files, looks.
    this.runner = createRunner(this);
    this.lines = createLines(this, this.runner);
    // Each of the next needs those before it at once: the chat is the window's, the stage is drawn
    // on it in the looks that there are, and the state of the window is shown on both.
    this.window = new AppWindow(this.lines);
    mount.append(this.window.root);
    this.announcer = new Announcer(this.window.chat, sentencesHere());
    // After the announcer, by which it warns.
    this.unattended = this.store.add(createUnattendedCall(this, this.tone));
    this.stage = this.store.add(createStage(this));
    this.windowState = createWindowState(this);
    this.wire();
  }

  /** Signs in, which somebody who has just started the app would want. */
  async begin(notices: readonly string[]): Promise<void> {
    for (const notice of notices) this.announcer.tell(notice, 'warn');
    this.window.commandLine.focusForKeys();
    showPlaceholder(this);
    this.announcer.handleStyle(this.settings.current.videostyle);
    showOwnMedia(this);
    // Before signing in, which tells the server the presence.
    await resumePresence(this, this.logger);
    // Before there is anybody to be judged by it.
    await this.people.identities.load();
    // Before that, too: it may be in vain, or take long, and the link is not to wait for it.
    if (this.start.room !== null) suggestRoom(this, this.start.room);
    if (this.start.login !== null) suggestLogin(this, this.start.login);
    if (this.start.deviceCode !== null) suggestDevice(this, this.start.deviceCode);
    await this.runner.signIn(this.usualName, this.server());
  }

  dispose(): void {
    this.store.dispose();
    this.window.root.remove();
  }

  server(): string {
    return this.settings.current.signalinghosturl ?? this.start.server;
  }

  get serverCommand(): string {
    return this.start.serverCommand;
  }

  get appVersion(): string {
    return this.start.appVersion;
  }

  get isKiosk(): boolean {
    return this.start.isKiosk;
  }

  get usualName(): string | null {
    return this.start.user ?? this.settings.current.username;
  }

  /**
   * Introduces the parts to each other. Listeners are told in the order in which they came, which
   * matters where it is said; all else may stand anywhere.
   */
  private wire(): void {
    wireLooks(this);
    wireSettings(this);
    // Before all other listeners to keys, which leave alone what it takes.
    if (this.isKiosk) wireKiosk(this);
    wireShellKeys(this);
    wireInput(this);
    wireButtons(this);
    wirePeoplePanel(this);
    // Before all that tells of calls and rooms: sentences, tiles and stats need the names of those
    // who are there, and what ended is forgotten before it is told.
    wireParticipants(this);
    wireCall(this);
    wireRoom(this);
    // After those that tell who calls, and who came: what is odd about them is told below it.
    wireIdentities(this);
    // After those two: a screen that is shared no longer, and a recording that goes on, are told
    // below the line that the call, or the stay in the room, is over.
    wireShare(this);
    wireShell(this);
    wireRecorder(this);
    wireBroadcast(this);
    wireTyping(this);
    wireFiles(this);
    wireVerification(this);
    wireGateways(this);
    wirePigeon(this);
    wireMedia(this);
    wireSources(this);
    wireTextPicture(this);
    wireTalk(this);
    wireDevices(this);
    wireIce(this);
    // Before the news of the roster: whether all who come are told, or contacts alone, is known
    // from the same word of the server.
    wireServer(this);
    wireRoster(this);
    wireLan(this);
    learnDevices(this);
    wirePeople(this, this.logger);
    wireHost(this);
    wireNetwork(this, () => {
      this.tone.beep();
    });
    wireExternalControl(this);
    wireTerminals(this);
    wireAddresses(this);
    wireAwake(this);
  }
}
