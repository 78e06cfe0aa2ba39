import { Doctor } from '../doctor/doctor';
import type { DeviceState, ServerState } from '../doctor/finding';
import type { DeviceKind } from '../media/device-access';
import { listDevices, type ListedDevice } from '../media/device-list';
import type { MediaFailure } from '../media/media-failure';
import { testIceServer } from '../rtc/ice-server-test';
import { probeNat } from '../rtc/nat-probe';
import { probeRelay } from '../rtc/relay-probe';
import { mediaFailureSentence } from '../text/media-sentences';
import type { AppContext } from './app-context';
import { knownServers } from './wire-ice';

type DoctorContext = Pick<
  AppContext,
  | 'store'
  | 'host'
  | 'settings'
  | 'access'
  | 'media'
  | 'frameWatch'
  | 'speaker'
  | 'sound'
  | 'account'
  | 'mediaSwitch'
>;

/** Why the devices that failed last did, until they are there. */
type Failures = Map<DeviceKind, MediaFailure>;

/** Looks at what the app has, without opening anything. */
export function createDoctor(context: DoctorContext): Doctor {
  const { speaker, sound, store, media } = context;
  const failures: Failures = new Map();
  store.add(
    media.onFailure((failure) => {
      failures.set(failure.kind, failure);
    }),
  );
  store.add(
    media.onCamera((track) => {
      if (track !== null) failures.delete('camera');
    }),
  );
  store.add(
    media.onMicrophone((track) => {
      if (track !== null) failures.delete('microphone');
    }),
  );
  return new Doctor({
    camera: () => cameraState(context, failures),
    microphone: () => microphoneState(context, failures),
    speaker: async () => {
      const devices = await labelsOf(context, 'speaker');
      const chosen = devices.filter(({ isCurrent }) => isCurrent);
      const shown = speaker.id === '' || chosen.length === 0 ? devices.slice(0, 1) : chosen;
      return { labels: shown.map(({ label }) => label), isBlocked: sound.isBlocked };
    },
    server: () => serverState(context),
    iceServers: () => knownServers(context),
    testIceServer: (server) => testIceServer(server),
    probeNat: (urls) => probeNat(urls),
    probeRelay: (server) => probeRelay(server),
  });
}

async function labelsOf(
  { access, media, speaker }: DoctorContext,
  kind: ListedDevice['kind'],
): Promise<ListedDevice[]> {
  const devices = await listDevices(access, media, speaker.id);
  return devices.filter((device) => device.kind === kind);
}

async function cameraState(context: DoctorContext, failures: Failures): Promise<DeviceState> {
  const { media, frameWatch, mediaSwitch } = context;
  const track = media.isCameraSource ? media.camera : null;
  const devices = await labelsOf(context, 'camera');
  if (track !== null) {
    const label = devices.find(({ isCurrent }) => isCurrent)?.label ?? track.label;
    if (frameWatch.isDark) return { kind: 'dark', label };
    const { width, height, frameRate } = track.getSettings();
    const fps = frameRate === undefined ? '' : `, ${Math.round(frameRate)} frames a second`;
    const detail = width === undefined ? '' : `${width}x${height ?? 0}${fps}`;
    return { kind: 'on', label, detail };
  }
  const isMissed = mediaSwitch.isCameraWanted && media.isCameraSource;
  return notOn(devices, isMissed ? failures.get('camera') : undefined);
}

async function microphoneState(context: DoctorContext, failures: Failures): Promise<DeviceState> {
  const track = context.media.microphone;
  const devices = await labelsOf(context, 'microphone');
  if (track !== null) {
    const label = devices.find(({ isCurrent }) => isCurrent)?.label ?? track.label;
    return { kind: 'on', label, detail: '' };
  }
  return notOn(devices, failures.get('microphone'));
}

function notOn(devices: readonly ListedDevice[], failure: MediaFailure | undefined): DeviceState {
  if (devices.length === 0) return { kind: 'none' };
  if (failure !== undefined) return { kind: 'failed', why: mediaFailureSentence(failure) };
  return { kind: 'off', labels: devices.map(({ label }) => label) };
}

async function serverState({ account, host }: DoctorContext): Promise<ServerState> {
  const { state } = account;
  if (state.kind === 'signed-out') return { kind: 'signed-out' };
  const { server } = state;
  if (state.kind !== 'signed-in') return { kind: state.kind, server };
  const startMs = performance.now();
  const outcome = await host.signalling.request('room:list', {});
  const isHeard = outcome.ok || (outcome.reason !== 'offline' && outcome.reason !== 'timed-out');
  return {
    kind: 'signed-in',
    server,
    isSecure: state.isSecure,
    isPinned: state.isPinned === true,
    roundTripMs: isHeard ? performance.now() - startMs : null,
  };
}
