import { SYSTEM_CLOCK } from '../../shared/base/system-clock';
import { CommandRunner } from '../commands/command-runner';
import { listDevices } from '../media/device-list';
import { suppressionNow } from '../media/suppression-now';
import { missingGlyphs } from '../terminal/missing-glyphs';
import { chooseFiles } from '../ui/choose-files';
import { copyText } from '../ui/copy-text';
import type { AppContext } from './app-context';
import { boundKeys } from './bound-keys';
import { createDoctor } from './create-doctor';
import { helpHere } from './help-here';
import { keyOfPerson } from './key-of-person';
import { talkingTo } from './wire-call';
import { openDevicesPanel } from './wire-devices';
import { openIcePanel, testAllIceServers } from './wire-ice';
import { filePlace } from './wire-files';
import { choosePresence } from './wire-people';
import { magnify } from './magnify';
import { setCamera, type OwnMediaContext } from './own-media';
import { personVerbs, snapshotSource, type PersonVerbsContext } from './person-verbs';
import { quitApp, type QuitContext } from './quit-app';
import { showPixels } from './real-video';
import { pigeonVerbs } from './wire-pigeon';
import { shellVerbs } from './shell-verbs';
import { pickClip } from './source-ports';

export type RunnerContext = Pick<
  AppContext,
  | 'store'
  | 'access'
  | 'microphone'
  | 'identity'
  | 'limits'
  | 'speaker'
  | 'share'
  | 'shellShare'
  | 'remoteShells'
  | 'shellTiles'
  | 'received'
  | 'knownRooms'
  | 'roster'
  | 'rosterWatch'
  | 'lookup'
  | 'chat'
  | 'people'
  | 'files'
  | 'verifications'
  | 'pigeons'
  | 'machine'
  | 'announcer'
  | 'looks'
  | 'views'
  | 'recorder'
  | 'broadcast'
  | 'window'
  | 'usualName'
  | 'serverCommand'
  | 'appVersion'
  | 'sound'
  | 'server'
> &
  PersonVerbsContext &
  OwnMediaContext &
  QuitContext;

/** Where whoever types commands is asked, and reads. */
export interface CommandAsker {
  /** `null`: no answer. */
  askSecretly(question: string): Promise<string | null>;
  showPanel(title: string, lines: readonly string[]): void;
}

function askerInWindow(context: Pick<AppContext, 'window'>): CommandAsker {
  return {
    askSecretly: (question) => context.window.commandLine.askSecretly(question),
    showPanel: (title, lines) => {
      context.window.help.show(title, lines);
    },
  };
}

/** What commands may ask of the app. Some of `context` is made later, and not asked before. */
export function createRunner(
  context: RunnerContext,
  asker: CommandAsker = askerInWindow(context),
): CommandRunner {
  const { account, roster, chat, call, files, media, mediaSwitch, talk, host } = context;
  return new CommandRunner({
    account,
    identity: context.identity,
    roster,
    chat,
    call,
    files,
    verifications: context.verifications,
    localKey: () => Promise.resolve(context.identity.publicKey),
    chooseFiles,
    filePlace: () => filePlace(context),
    callHistory: context.people.callHistory,
    chatHistory: context.people.chatHistory,
    identities: context.people.identities,
    keyOf: (name) => keyOfPerson(context, name),
    addressAt: (back) => context.window.chat.addressAt(back),
    askToOpen: (url) => {
      context.window.address.show(url);
    },
    lookup: context.lookup,
    refreshRoster: () => context.rosterWatch.refresh(),
    choosePresence: (presence, durationMs) => choosePresence(context, presence, durationMs),
    room: context.room,
    participants: personVerbs(context),
    isInCall: () => context.call.phase.kind !== 'idle',
    isTalking: () => talkingTo(context) !== null,
    askPassword: (question) => asker.askSecretly(question),
    copy: copyText,
    showPanel: (title, lines) => {
      asker.showPanel(title, lines);
    },
    media: {
      get isMuted() {
        return talk.isMuted;
      },
      get isCameraWanted() {
        return mediaSwitch.isCameraWanted;
      },
      get hasPicture() {
        return media.camera !== null;
      },
      setMuted: (isMuted) => {
        talk.setMuted(isMuted);
      },
      setCamera: (isOn) => setCamera(context, isOn),
    },
    listDevices: () => listDevices(context.access, media, context.speaker.id),
    cameraLimits: () => context.limits.current,
    openDevicesPanel: () => {
      void openDevicesPanel(context);
    },
    openIcePanel: () => {
      openIcePanel(context);
    },
    testIceServers: () => testAllIceServers(context),
    ownDevices: context.people.ownDevices,
    pigeon: pigeonVerbs(context),
    showQrCode: (code) => {
      context.window.qr.show(code);
    },
    doctor: createDoctor(context),
    program: { appVersion: context.appVersion, browser: navigator.userAgent },
    showHosted: (hostedAt) => {
      context.windowState.update({ hostedAt });
    },
    hosting: host.features.hosting ? host.hosting : null,
    lan: host.features.lan ? host.lan : null,
    canExportKey: host.features.keyExport,
    canTrustCertificates: host.features.certificates,
    canAutoAnswer: host.features.autoAnswer,
    nowMs: () => SYSTEM_CLOCK.nowMs(),
    settings: () => context.settings.current,
    keys: () => boundKeys(context),
    helpOverview: () => helpHere(context),
    hasTextSize: host.features.textSize,
    server: () => context.server(),
    serverCommand: context.serverCommand,
    knownRooms: () => context.knownRooms.slugs,
    usualName: () => context.usualName,
    showPixels: (person, isOn) => showPixels(context, person, isOn),
    updateSettings: (patch) => context.settings.update(patch),
    suppression: () => suppressionNow(context.microphone),
    source: context.sources,
    share: context.share,
    ...shellVerbs(context),
    magnify: (times) => magnify(context, times),
    pickClip: (path) => pickClip(path),
    receivedPicture: (name) => context.received.find(name),
    looks: context.looks,
    peopleShown: () => context.participants.people.map(({ name }) => name),
    missingGlyphs,
    snapshotSource: (person) => snapshotSource(context, person),
    broadcast: context.broadcast,
    recorder: {
      start: (version) =>
        context.recorder.start({ ...context.stage.size, title: 'WebCRT', version }),
      stop: () => context.recorder.stop(),
    },
    saveFile: (name, bytes) => host.saveFile(name, bytes),
    showHelp: (title, lines) => {
      asker.showPanel(title, lines);
    },
    notice: (text, tone) => {
      context.announcer.tell(text, tone);
    },
    quit: () => quitApp(context),
    now: () => new Date(),
  });
}
