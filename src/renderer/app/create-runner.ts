import { CommandRunner } from '../commands/command-runner';
import { listDevices } from '../media/device-list';
import { missingGlyphs } from '../terminal/missing-glyphs';
import { chooseFiles } from '../ui/choose-files';
import { copyText } from '../ui/copy-text';
import type { AppParts } from './app-parts';
import { boundKeys } from './bound-keys';
import { helpHere } from './help-here';
import { talkingTo } from './introduce-call';
import { openDevicesPanel } from './introduce-devices';
import { filePlace } from './introduce-files';
import { choosePresence } from './introduce-people';
import { magnify } from './magnify';
import { setCamera } from './own-media';
import { personVerbs, snapshotSource } from './person-verbs';
import { quitApp } from './quit-app';
import { showPixels } from './real-video';
import { pickClip } from './source-ports';

/** What commands may ask of the app. Some of `parts` are made later, and not asked before. */
export function createRunner(parts: AppParts): CommandRunner {
  const { account, roster, chat, call, files, media, mediaSwitch, talk, host } = parts;
  return new CommandRunner({
    account,
    roster,
    chat,
    call,
    files,
    chooseFiles,
    filePlace: () => filePlace(parts),
    callHistory: parts.people.callHistory,
    chatHistory: parts.people.chatHistory,
    addressAt: (back) => parts.window.chat.addressAt(back),
    askToOpen: (url) => {
      parts.window.address.show(url);
    },
    lookup: parts.lookup,
    refreshRoster: () => parts.rosterWatch.refresh(),
    choosePresence: (presence, durationMs) => choosePresence(parts, presence, durationMs),
    room: parts.room,
    party: personVerbs(parts),
    isInCall: () => parts.call.phase.kind !== 'idle',
    isTalking: () => talkingTo(parts) !== null,
    askPassword: (question) => parts.window.commandLine.askSecretly(question),
    copy: copyText,
    showPanel: (title, lines) => {
      parts.window.help.show(title, lines);
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
      setCamera: (isOn) => setCamera(parts, isOn),
    },
    listDevices: () => listDevices(parts.access, media, parts.speaker.id),
    cameraLimits: () => parts.limits.current,
    openDevicesPanel: () => {
      void openDevicesPanel(parts);
    },
    canTrustCertificates: host.features.certificates,
    canAutoAnswer: host.features.autoAnswer,
    settings: () => parts.settings.current,
    keys: () => boundKeys(parts),
    helpOverview: () => helpHere(parts),
    hasTextSize: host.features.textSize,
    server: () => parts.server(),
    serverCommand: parts.serverCommand,
    knownRooms: () => parts.knownRooms.slugs,
    usualName: () => parts.usualName,
    showPixels: (person, isOn) => showPixels(parts, person, isOn),
    updateSettings: (patch) => parts.settings.update(patch),
    source: parts.sources,
    share: parts.share,
    magnify: (times) => magnify(parts, times),
    pickClip: (path) => pickClip(path),
    receivedPicture: (name) => parts.received.find(name),
    looks: parts.looks,
    peopleShown: () => parts.party.people.map(({ name }) => name),
    missingGlyphs,
    snapshotSource: (person) => snapshotSource(parts, person),
    recorder: {
      start: () => parts.recorder.start({ ...parts.stage.size, title: 'WebCRT' }),
      stop: () => parts.recorder.stop(),
    },
    saveFile: (name, bytes) => host.saveFile(name, bytes),
    showHelp: (title, lines) => {
      parts.window.help.show(title, lines);
    },
    notice: (text, tone) => {
      parts.teller.tell(text, tone);
    },
    quit: () => quitApp(parts),
    now: () => new Date(),
  });
}
