import { contextBridge, ipcRenderer } from 'electron';
import type {
  PushChannel,
  PushChannels,
  RequestArguments,
  RequestChannel,
  RequestEnvelope,
  RequestReply,
} from '../shared/ipc/channels';
import type { HostApi } from '../shared/ipc/host-api';
import type { RequestPayload } from '../shared/protocol/events';
import type { AppRequestName } from '../shared/signalling/signalling-api';

// The window gets these verbs and nothing else: no channel names, no `send`, no event objects.
// Types only are imported from src/shared, so that this script stays a page long.

async function ask<C extends RequestChannel>(
  channel: C,
  ...args: RequestArguments<C>
): Promise<RequestReply<C>> {
  const outcome = (await ipcRenderer.invoke(channel, ...args)) as RequestEnvelope<RequestReply<C>>;
  if (!outcome.ok) throw new Error(outcome.error);
  return outcome.value;
}

function hear<C extends PushChannel>(
  channel: C,
  listener: (payload: PushChannels[C]) => void,
): () => void {
  const handle = (_event: unknown, payload: PushChannels[C]): void => {
    listener(payload);
  };
  ipcRenderer.on(channel, handle);
  return () => {
    ipcRenderer.removeListener(channel, handle);
  };
}

/** The value now, then every change; an answer that a change has overtaken is dropped. */
function follow<T>(
  now: () => Promise<T>,
  changes: (listener: (value: T) => void) => () => void,
  listener: (value: T) => void,
): () => void {
  let isOvertaken = false;
  const stop = changes((value) => {
    isOvertaken = true;
    listener(value);
  });
  now().then(
    (value) => {
      if (!isOvertaken) listener(value);
    },
    () => undefined,
  );
  return () => {
    isOvertaken = true;
    stop();
  };
}

const api: HostApi = {
  features: {
    autoAnswer: true,
    certificates: true,
    keyExport: true,
    tray: true,
    hosting: true,
    lan: true,
    fullScreen: true,
    textSize: true,
    shell: true,
    quit: true,
  },
  signalling: {
    signIn: (options) => ask('signalling:sign-in', options),
    signOut: (options) => ask('signalling:sign-out', options),
    // Which reply belongs to which name is kept by the parsers on the other side.
    request: <K extends AppRequestName>(name: K, payload: RequestPayload<K>) =>
      ask('signalling:request', name, payload),
    retryNow: () => ask('signalling:retry-now'),
    onState: (listener) =>
      follow(
        () => ask('signalling:state'),
        (changed) => hear('signalling:state', changed),
        listener,
      ),
    onPush: (listener) => hear('signalling:push', listener),
  },
  settings: {
    isKept: true,
    load: () => ask('settings:load'),
    update: (patch) => ask('settings:update', patch),
    onChange: (listener) => hear('settings:changed', listener),
  },
  identity: {
    load: () => ask('identity:load'),
    sign: (statement) => ask('identity:sign', statement),
    exportSealed: (passphrase) => ask('identity:export', passphrase),
    importSealed: (text, passphrase) => ask('identity:import', text, passphrase),
  },
  hosting: {
    start: () => ask('hosting:start'),
    stop: () => ask('hosting:stop'),
    report: () => ask('hosting:report'),
  },
  lan: {
    start: (phrase) => ask('lan:start', phrase),
    stop: () => ask('lan:stop'),
    report: () => ask('lan:report'),
    setContacts: (contacts) => ask('lan:contacts', contacts),
  },
  startOptions: () => ask('app:start-options'),
  ring: (request) => ask('ring:start', request),
  stopRinging: () => ask('ring:stop'),
  onRingDecision: (listener) => hear('ring:decision', listener),
  onRoomLink: (listener) => hear('link:room', listener),
  onTalkToggle: (listener) =>
    hear('talk:toggle', () => {
      listener();
    }),
  onNotice: (listener) => hear('app:notice', listener),
  onControl: (listener) => hear('control:request', listener),
  answerControl: (id, reply) => ask('control:answer', id, reply),
  terminals: {
    onRequest: (listener) => hear('terminal:request', listener),
    begin: () => ask('terminal:begin'),
    tell: (id, news) => ask('terminal:tell', id, news),
    show: (id, cells) => ask('terminal:show', id, cells),
  },
  keepAwake: (isOn) => ask('screen:keep-awake', isOn),
  isScreenLocked: () => ask('screen:is-locked'),
  onPowerChange: (listener) => hear('power:change', listener),
  reportStatus: (status) => ask('status:report', status),
  onPresenceChosen: (listener) => hear('tray:presence-chosen', listener),
  onAutoAnswerChosen: (listener) => hear('tray:auto-answer-chosen', listener),
  onVisibility: (listener) =>
    follow(
      () => ask('window:is-visible'),
      (changed) => hear('window:visibility', changed),
      listener,
    ),
  toggleFullScreen: () => ask('window:toggle-full-screen'),
  onQuitRequested: (listener) =>
    hear('app:quit-requested', () => {
      listener();
    }),
  quit: () => ask('app:quit'),
  saveFile: (suggestedName, bytes) => ask('file:save', suggestedName, bytes),
  files: {
    open: (suggestedName, sizeBytes) => ask('file:open', suggestedName, sizeBytes),
    write: (id, bytes) => ask('file:write', id, bytes),
    close: (id) => ask('file:close', id),
    discard: (id) => ask('file:discard', id),
  },
  screens: {
    list: () => ask('screens:list'),
    choose: (id, withSound) => ask('screens:choose', id, withSound),
  },
  shell: {
    start: (wish) => ask('shell:start', wish),
    stop: () => ask('shell:stop'),
    type: (inputs) => ask('shell:type', inputs),
    resize: (size) => ask('shell:resize', size),
    history: (above, lines) => ask('shell:history', above, lines),
    forgetHistory: () => ask('shell:forget-history'),
    onCells: (listener) => hear('shell:cells', listener),
    onEnded: (listener) => hear('shell:ended', listener),
  },
};

contextBridge.exposeInMainWorld('webcrt', api);
