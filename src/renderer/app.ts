import { assertNever } from '../shared/base/assert-never';
import { DisposableStore, type Disposable } from '../shared/base/lifecycle';
import type { Logger } from '../shared/base/logger';
import { SYSTEM_CLOCK } from '../shared/base/system-clock';
import { isInCall } from '../shared/call/call-phase';
import { helpOverview } from '../shared/commands/help-text';
import { MAX_DENSITY, MIN_DENSITY } from '../shared/config/schema';
import type { KeyAction, Settings } from '../shared/config/settings';
import type { HostApi, StartOptions } from '../shared/ipc/host-api';
import type { Push } from '../shared/protocol/events';
import { ECHO_NAME } from '../shared/protocol/messages';
import type { SignallingState } from '../shared/signalling/signalling-api';
import { AutoAnswerer } from './call/auto-answerer';
import { CallSession } from './call/call-session';
import { MediaSwitch } from './call/media-switch';
import { Recorder } from './call/recorder';
import { RecorderMark } from './call/recorder-mark';
import { RemoteEnd } from './call/remote-end';
import { RingController } from './call/ring-controller';
import { Account } from './chat/account';
import { ChatClient } from './chat/chat-client';
import { Roster } from './chat/roster';
import { CommandRunner } from './commands/command-runner';
import { LineEntry } from './commands/line-entry';
import { nextStyle } from './commands/picture-handlers';
import { AudioOutput } from './media/audio-output';
import { createMediaAccess } from './media/device-access';
import { listDevices } from './media/device-list';
import { LocalMedia } from './media/local-media';
import { RingTone } from './media/ring-tone';
import { createEchoPeer } from './rtc/echo-peer';
import { createSimplePeerLink } from './rtc/simple-peer-link';
import type { PictureGrid } from './terminal/picture';
import { TerminalSurface } from './terminal/terminal-surface';
import { createAppWindow } from './ui/app-window';
import { Keyboard } from './ui/keyboard';
import { mediaFailureSentence } from './ui/media-sentences';
import { NO_FIGURES, Screen } from './ui/screen';
import { recordingEndSentence } from './ui/sentences';
import { type PictureLook, StageView } from './ui/stage-view';
import type { MediaFacts } from './ui/status-model';
import { Teller } from './ui/teller';

const FONT_SIZE_PX = 14;
const FONT_FAMILY = "'WebCRT Mono', monospace";
/** How much finer or coarser pictures get by one press of a key. */
const DENSITY_STEP = 1.25;
const HINT = 'Tab completes · F1 help';

/**
 * The app in its window: makes every part once and introduces them to each other. The only file of
 * the renderer that knows them all; all that it decides itself is who hears of what.
 */
export class App implements Disposable {
  private readonly store = new DisposableStore();
  private readonly keyboard = this.store.add(new Keyboard(() => this.settings.keys));
  private readonly media: LocalMedia;
  private readonly mediaSwitch: MediaSwitch;
  private readonly remote = this.store.add(new RemoteEnd(this.store.add(new AudioOutput())));
  private readonly tone = this.store.add(new RingTone());
  private readonly access = this.store.add(createMediaAccess());
  private readonly roster = new Roster();
  private readonly account: Account;
  private readonly chat: ChatClient;
  private readonly call: CallSession;
  private readonly autoAnswerer: AutoAnswerer;
  private readonly ring: RingController;
  private readonly recorder: Recorder;
  private readonly mark = this.store.add(new RecorderMark());
  private readonly runner: CommandRunner;
  private readonly lines: LineEntry;
  private readonly window: ReturnType<typeof createAppWindow>;
  private readonly teller: Teller;
  private readonly stage: StageView;
  private readonly screen: Screen;
  /** The cells at which the other end's picture is shown. */
  private shownGrid: PictureGrid | null = null;

  constructor(
    mount: HTMLElement,
    private readonly host: HostApi,
    private readonly start: StartOptions,
    private settings: Settings,
    private readonly logger: Logger,
  ) {
    this.account = new Account(host.signalling, Math.random);
    this.chat = new ChatClient((name, payload) => host.signalling.request(name, payload));
    this.media = this.store.add(new LocalMedia({ access: this.access, settings }));
    this.mediaSwitch = new MediaSwitch(this.media);
    this.call = this.store.add(this.createCall());
    this.call.setBandwidth(settings.bandwidth);
    this.autoAnswerer = this.createAutoAnswerer();
    this.ring = this.store.add(this.createRing());
    this.recorder = this.store.add(this.createRecorder());
    this.runner = this.createRunner();
    this.lines = this.createLines();
    this.window = createAppWindow(this.lines);
    mount.append(this.window.root);
    this.teller = new Teller(this.window.chat);
    this.stage = this.store.add(this.createStage());
    this.screen = this.createScreen();
    this.introduceInput();
    this.introduceCall();
    this.introduceMedia();
    this.introduceServer();
    this.introduceHost();
    this.introduceRecorder();
  }

  /** Turns the mirror on and signs in: what somebody who has just started the app would want. */
  async begin(notices: readonly string[]): Promise<void> {
    for (const notice of notices) this.teller.tell(notice, 'warn');
    this.window.commandLine.focus();
    this.showPlaceholder();
    this.teller.handleStyle(this.settings.videostyle);
    void this.mediaSwitch.setCamera(true);
    await this.runner.signIn(this.usualName, this.server);
  }

  dispose(): void {
    this.store.dispose();
    this.window.root.remove();
  }

  private get server(): string {
    return this.settings.signalinghosturl ?? this.start.server;
  }

  private get usualName(): string | null {
    return this.start.user ?? this.settings.username;
  }

  // ── making the parts ─────────────────────────────────────────────────────────────────────────

  private createCall(): CallSession {
    return new CallSession({
      request: (name, payload) => this.host.signalling.request(name, payload),
      linkFactory: createSimplePeerLink,
      createEchoPeer,
      iceServers: () => this.settings.ice_servers.map((server) => ({ ...server })),
      localTracks: () => ({ audio: this.media.microphone, video: this.media.camera }),
      grantMedia: () => this.mediaSwitch.grant(),
      clock: SYSTEM_CLOCK,
      logger: this.logger,
    });
  }

  private createAutoAnswerer(): AutoAnswerer {
    return new AutoAnswerer({
      settings: () => this.settings,
      presence: () => this.account.presence,
      setMuted: (isMuted) => {
        this.setMuted(isMuted);
      },
      clock: SYSTEM_CLOCK,
    });
  }

  private createRing(): RingController {
    return new RingController({
      plan: (caller) => this.autoAnswerer.plan(caller),
      attract: (request) => {
        void this.host.ring(request);
      },
      stopAttracting: () => {
        void this.host.stopRinging();
      },
      startTone: () => {
        this.tone.start();
      },
      stopTone: () => {
        this.tone.stop();
      },
      beep: () => {
        this.tone.beep();
      },
      answer: () => {
        this.call.answer();
      },
      clock: SYSTEM_CLOCK,
    });
  }

  private createRunner(): CommandRunner {
    const { account, roster, chat, call, media, mediaSwitch, host } = this;
    return new CommandRunner({
      account,
      roster,
      chat,
      call,
      media: {
        get isMuted() {
          return media.isMuted;
        },
        get isCameraWanted() {
          return mediaSwitch.isCameraWanted;
        },
        setMuted: (isMuted) => {
          this.setMuted(isMuted);
        },
        setCamera: (isOn) => this.setCamera(isOn),
      },
      listDevices: () => listDevices(this.access, media),
      settings: () => this.settings,
      server: () => this.server,
      usualName: () => this.usualName,
      updateSettings: (patch) => this.updateSettings(patch),
      snapshotSource: () => this.stage.snapshotSource,
      recorder: {
        start: () => this.recorder.start({ ...this.stage.size, title: 'WebCRT' }),
        stop: () => this.recorder.stop(),
      },
      saveFile: (name, bytes) => host.saveFile(name, bytes),
      showHelp: (title, lines) => {
        this.window.help.show(title, lines);
      },
      notice: (text, tone) => {
        this.teller.tell(text, tone);
      },
      quit: () => this.quit(),
      now: () => new Date(),
    });
  }

  private createLines(): LineEntry {
    return new LineEntry({
      partner: () => (isInCall(this.call.phase) ? this.call.phase.peer : null),
      people: () => this.roster.names(),
      run: (command) => this.runner.run(command),
      tell: (to, text) => this.chat.tell(to, text),
      notice: (text, tone) => {
        this.teller.tell(text, tone);
      },
      hint: (text) => {
        this.window.commandLine.setHint(text);
      },
      setLine: (line) => {
        this.window.commandLine.setLine(line);
      },
    });
  }

  private createRecorder(): Recorder {
    return new Recorder({
      textRows: () => this.stage.textRows(),
      pictures: () => this.stage.recordedPictures(),
      clock: SYSTEM_CLOCK,
      logger: this.logger,
    });
  }

  private createStage(): StageView {
    const surface = this.store.add(
      new TerminalSurface(this.window.stage, { fontSizePx: FONT_SIZE_PX, fontFamily: FONT_FAMILY }),
    );
    return new StageView(surface, this.look(), {
      handleFrameRate: (fps) => {
        this.screen.updateFigures({ fps });
      },
      handleView: (grid) => {
        this.shownGrid = grid;
        this.tellView();
      },
      handleStill: (isStill) => {
        this.screen.update({ isRemoteStill: isStill });
        if (this.peer !== null) this.teller.handleStill(isStill, this.peer);
      },
      handleResize: (cols, rows) => {
        this.recorder.resize(cols, rows);
      },
      handleDensityWish: (factor) => {
        this.changeDensity(factor);
      },
    });
  }

  private look(): PictureLook {
    const { videostyle, frame_interval, density, crt } = this.settings;
    return { style: videostyle, frameInterval: frame_interval, density, crt };
  }

  private createScreen(): Screen {
    return new Screen(
      {
        phase: this.call.phase,
        signalling: this.account.state,
        name: this.account.name,
        server: this.server,
        presence: this.account.presence,
        media: { camera: 'none', microphone: 'idle' },
        recording: this.mark.state,
        cameraNote: null,
        remoteCamera: null,
        remoteMicrophone: true,
        isRemoteStill: false,
        style: this.settings.videostyle,
        figures: NO_FIGURES,
        hint: HINT,
      },
      this.stage,
      this.window.status,
      () => SYSTEM_CLOCK.nowMs(),
    );
  }

  // ── introducing them to each other ───────────────────────────────────────────────────────────

  private introduceInput(): void {
    const { commandLine, ring } = this.window;
    this.store.add(
      commandLine.onSubmit((line) => {
        this.window.help.hide();
        void this.lines.enter(line);
      }),
    );
    this.store.add(
      this.window.help.onTyped((text) => {
        commandLine.focus();
        commandLine.insertText(text);
      }),
    );
    this.store.add(
      ring.onDecision((decision) => {
        this.decide(decision);
        commandLine.focus();
      }),
    );
    this.store.add(
      this.keyboard.onAnyKey((event) => {
        // The key that stops a countdown does nothing else: it may have been hit in a hurry.
        if (this.ring.handleKey()) event.preventDefault();
        else this.autoAnswerer.handleKey();
      }),
    );
    this.store.add(
      this.keyboard.onAction((action) => {
        this.act(action);
      }),
    );
  }

  private introduceCall(): void {
    const { call, store } = this;
    store.add(
      call.onPhase((phase) => {
        this.mediaSwitch.handlePhase(phase);
        this.ring.handlePhase(phase);
        if (phase.kind === 'incoming') this.window.ring.show(phase.peer);
        else this.window.ring.hide();
        if (phase.kind !== 'idle') this.stage.setName('remote', phase.peer);
        this.screen.update({ phase });
        this.teller.handlePhase(phase);
        this.showPlaceholder();
        this.report();
      }),
    );
    store.add(
      this.ring.onCountdown((seconds) => {
        this.window.ring.showCountdown(seconds);
      }),
    );
    store.add(
      this.ring.onAutoAnswered((caller) => {
        this.autoAnswerer.handleAnswered(caller);
        this.teller.tell(`${caller} was answered by itself. Press any key to be heard.`, 'warn');
      }),
    );
    store.add(
      call.onRemoteTrack((track) => {
        this.remote.handleTrack(track);
      }),
    );
    store.add(
      this.remote.onVideo((track) => {
        this.stage.setTrack('remote', track);
      }),
    );
    store.add(
      call.onPeerMedia((media) => {
        this.remote.handleCamera(media.camera);
        this.teller.handlePeerMedia(media, this.peer ?? 'the other end');
        this.screen.update({ remoteCamera: media.camera, remoteMicrophone: media.microphone });
      }),
    );
    store.add(
      call.onStats(({ sentKbps, receivedKbps, roundTripMs }) => {
        this.screen.updateFigures({ sentKbps, receivedKbps, roundTripMs });
      }),
    );
    store.add(
      call.onMissed((missed) => {
        this.teller.handleMissed(missed);
      }),
    );
    store.add(
      call.onEnded((summary) => {
        this.autoAnswerer.handleEnded();
        this.remote.forget();
        this.mark.handleEnded();
        this.shownGrid = null;
        this.screen.update({ figures: NO_FIGURES, remoteCamera: null, remoteMicrophone: true });
        this.teller.handleCallEnded(summary);
      }),
    );
  }

  private introduceMedia(): void {
    const { media, store } = this;
    store.add(
      media.onCamera((track) => {
        this.stage.setTrack('self', track);
        this.call.setLocalTrack('video', track);
        this.showMedia();
      }),
    );
    store.add(
      media.onMicrophone((track) => {
        this.call.setLocalTrack('audio', track);
        this.showMedia();
      }),
    );
    store.add(
      media.onFailure((failure) => {
        this.teller.handleMediaFailure(failure);
        if (failure.kind === 'camera' && failure.replacedBy === null) {
          this.screen.update({ cameraNote: mediaFailureSentence(failure) });
        }
      }),
    );
  }

  private introduceServer(): void {
    const { signalling } = this.host;
    this.store.defer(
      signalling.onState((state) => {
        this.handleSignallingState(state);
      }),
    );
    this.store.defer(
      signalling.onPush((push) => {
        this.handlePush(push);
      }),
    );
    this.store.add(
      this.chat.onLine((line) => {
        this.teller.handleLine(line);
      }),
    );
    this.store.add(
      this.roster.onChange((change) => {
        this.teller.handleRoster(change);
      }),
    );
    this.store.add(
      this.account.onChange(() => {
        const { state: signalling, name, presence } = this.account;
        this.stage.setName('self', name ?? 'you');
        this.screen.update({ signalling, name, presence, server: this.server });
        this.report();
      }),
    );
  }

  private introduceHost(): void {
    const { host, store } = this;
    store.defer(
      host.settings.onChange((settings) => {
        this.applySettings(settings);
      }),
    );
    store.defer(
      host.onRingDecision(({ callId, decision }) => {
        const { phase } = this.call;
        // A notification may outlive its call.
        if (phase.kind === 'incoming' && phase.callId === callId) this.decide(decision);
      }),
    );
    store.defer(
      host.onVisibility((isVisible) => {
        this.mediaSwitch.handleVisibility(isVisible);
      }),
    );
    store.defer(host.onPresenceChosen((presence) => void this.account.setPresence(presence)));
    store.defer(host.onAutoAnswerChosen((autoanswer) => void this.updateSettings({ autoanswer })));
    store.defer(host.onQuitRequested(() => void this.quit()));
    const handleOnline = (): void => {
      this.call.handleOnline();
    };
    window.addEventListener('online', handleOnline);
    store.defer(() => {
      window.removeEventListener('online', handleOnline);
    });
  }

  /** Whoever is recorded is told, and sees it for as long as it lasts. */
  private introduceRecorder(): void {
    const { recorder, mark, store } = this;
    store.add(
      recorder.onState((state) => {
        this.call.setRecording(state.isOn);
        mark.handleSelf(state.isOn);
        if (state.isOn)
          this.teller.tell('The stage is being recorded; the other end is told.', 'warn');
        else if (state.why !== 'stopped') this.teller.tell(recordingEndSentence(state.why), 'warn');
      }),
    );
    store.add(
      this.call.onPeerRecording(({ isOn }) => {
        // Echo only sends back what it is told.
        if (this.peer !== ECHO_NAME) mark.handlePeer(isOn);
      }),
    );
    store.add(
      mark.onChanged((recording) => {
        if (recording.isPeer)
          this.teller.tell(`${this.peer ?? 'The other end'} records this call.`, 'warn');
        this.screen.update({ recording });
      }),
    );
  }

  private get peer(): string | null {
    return this.call.phase.kind === 'idle' ? null : this.call.phase.peer;
  }

  // ── what they say ────────────────────────────────────────────────────────────────────────────

  private handleSignallingState(state: SignallingState): void {
    this.account.handleState(state);
    this.teller.handleSignalling(state);
    this.call.handleSignallingState(state);
    if (state.kind === 'signed-in') void this.refreshRoster();
    if (state.kind === 'signed-out') this.roster.reset([]);
  }

  private handlePush(push: Push): void {
    this.roster.handlePush(push);
    this.chat.handlePush(push);
    this.call.handlePush(push);
  }

  /** After every signing in, also one that the connection made by itself. */
  private async refreshRoster(): Promise<void> {
    const outcome = await this.host.signalling.request('people:list', {});
    if (outcome.ok) this.roster.reset(outcome.people);
  }

  private showMedia(): void {
    const { camera, microphone, isMuted } = this.media;
    if (camera === null && this.call.phase.kind === 'idle')
      this.screen.updateFigures({ fps: null });
    const isWanted = this.mediaSwitch.isCameraWanted;
    const facts: MediaFacts = {
      camera: camera !== null ? 'on' : isWanted ? 'none' : 'off',
      microphone: isMuted ? 'muted' : microphone !== null ? 'on' : this.idleMicrophone(),
    };
    this.teller.handleOwnMedia(facts);
    this.screen.update({
      media: facts,
      ...(isWanted ? {} : { cameraNote: 'Your camera is off. camera on turns it on.' }),
      ...(camera === null ? {} : { cameraNote: null }),
    });
  }

  /** Says whom a bare line would reach. */
  private showPlaceholder(): void {
    const { phase } = this.call;
    this.window.commandLine.setPlaceholder(
      isInCall(phase) ? `message ${phase.peer}, or /command` : 'type a command: call echo, help',
    );
  }

  /** Out of calls the microphone is off, and that is nothing to worry about. */
  private idleMicrophone(): 'idle' | 'none' {
    return isInCall(this.call.phase) ? 'none' : 'idle';
  }

  private applySettings(settings: Settings): void {
    this.settings = settings;
    this.media.applySettings(settings);
    this.stage.setLook(this.look());
    this.call.setBandwidth(settings.bandwidth);
    this.tellView();
    this.teller.handleStyle(settings.videostyle);
    this.screen.update({ style: settings.videostyle, server: this.server });
    this.report();
  }

  /** The host tells everybody, us included, but maybe later: a command reads what it has just set. */
  private async updateSettings(patch: Partial<Settings>): Promise<Settings> {
    this.applySettings(await this.host.settings.update(patch));
    return this.settings;
  }

  /** The other end sends no more than what is shown of it. */
  private tellView(): void {
    if (this.shownGrid === null) return;
    const { cols, rows } = this.shownGrid;
    this.call.setView({ cols, rows, style: this.settings.videostyle, wantsPixels: false });
  }

  private changeDensity(factor: number): void {
    const wished = Math.round(this.settings.density * factor * 100) / 100;
    const density = Math.min(MAX_DENSITY, Math.max(MIN_DENSITY, wished));
    if (density !== this.settings.density) void this.updateSettings({ density });
  }

  /** Tells the tray. */
  private report(): void {
    const { phase } = this.call;
    void this.host.reportStatus({
      phase: phase.kind,
      peer: phase.kind === 'idle' ? null : phase.peer,
      presence: this.account.presence,
      autoAnswer: this.settings.autoanswer,
    });
  }

  // ── what the user does ───────────────────────────────────────────────────────────────────────

  private decide(decision: 'accept' | 'decline'): void {
    if (decision === 'accept') this.call.answer();
    else this.call.decline();
  }

  private setMuted(isMuted: boolean): void {
    this.media.setMuted(isMuted);
    // Once more with the same track: the other end is told.
    this.call.setLocalTrack('audio', this.media.microphone);
    this.showMedia();
  }

  private async setCamera(isOn: boolean): Promise<void> {
    const done = this.mediaSwitch.setCamera(isOn);
    this.showMedia();
    await done;
    this.showMedia();
  }

  private act(action: KeyAction): void {
    switch (action) {
      case 'help':
        this.toggleHelp();
        return;
      case 'focus-command':
        if (this.window.commandLine.closeCandidates()) return;
        this.window.help.hide();
        this.window.commandLine.focus();
        return;
      case 'toggle-mute':
        this.setMuted(!this.media.isMuted);
        return;
      case 'toggle-camera':
        void this.setCamera(!this.mediaSwitch.isCameraWanted);
        return;
      case 'toggle-chat':
        this.window.toggleChat();
        return;
      case 'next-style':
        void this.updateSettings({ videostyle: nextStyle(this.settings.videostyle) });
        return;
      case 'finer-pictures':
        this.changeDensity(DENSITY_STEP);
        return;
      case 'coarser-pictures':
        this.changeDensity(1 / DENSITY_STEP);
        return;
      case 'hang-up':
        this.call.hangUp();
        return;
      case 'toggle-full-screen':
        void this.host.toggleFullScreen();
        return;
      default:
        assertNever(action, 'key action');
    }
  }

  private toggleHelp(): void {
    if (this.window.help.isOpen) this.act('focus-command');
    else this.window.help.show('WebCRT', helpOverview(this.settings.keys));
  }

  private async quit(): Promise<void> {
    this.call.hangUp();
    await this.account.logout(false);
    await this.mediaSwitch.setCamera(false);
    if (!this.host.features.quit) {
      this.teller.tell('You are signed out. You may close this tab.');
    }
    await this.host.quit();
  }
}
