// Clients of other makers send pictures and sound and never a word of ours about them. What they
// have on is taken from what arrives.

/** What arrived within the last second. */
export interface ArrivedMedia {
  readonly isPicture: boolean;
  readonly isSound: boolean;
}

/** What the other end is taken to have on. */
export interface GuessedMedia {
  readonly camera: boolean;
  readonly microphone: boolean;
}

/** Something of the other end's, and for how many samples in a row the contrary has arrived. */
interface Device {
  readonly isOn: boolean;
  readonly contraryCount: number;
}

export interface SilentPeerState {
  /** They are not going to say anything: what arrives counts at once. */
  readonly isPlain: boolean;
  readonly camera: Device;
  readonly microphone: Device;
  /** How many samples there were since sound began; pictures take longer to begin. */
  readonly soundCount: number;
  /** `null`: nothing has been said of it yet. */
  readonly told: GuessedMedia | null;
}

/** Samples, a second apart: a single one may be the end of what was on its way. */
const STEADY_SAMPLES = 2;
/** Sound by itself means that there is no camera, once a picture has had the time to come. */
const SOUND_ONLY_SAMPLES = 6;

const OFF: Device = { isOn: false, contraryCount: 0 };

/** An end that has said nothing so far. */
export const SILENT_PEER: SilentPeerState = {
  isPlain: false,
  camera: OFF,
  microphone: OFF,
  soundCount: 0,
  told: null,
};

/** An end that knows no words for it. */
export const PLAIN_PEER: SilentPeerState = { ...SILENT_PEER, isPlain: true };

function watch(device: Device, arrives: boolean, isPlain: boolean): Device {
  if (arrives === device.isOn) return { isOn: device.isOn, contraryCount: 0 };
  const contraryCount = device.contraryCount + 1;
  return contraryCount < (arrives && isPlain ? 1 : STEADY_SAMPLES)
    ? { isOn: device.isOn, contraryCount }
    : { isOn: arrives, contraryCount: 0 };
}

/**
 * What a second of `arrived` makes of an end that has never said what it has on. `media` is what it
 * is taken to have on from now on; `null`: what it was taken for before.
 */
export function watchSilentPeer(
  state: SilentPeerState,
  arrived: ArrivedMedia,
): { readonly state: SilentPeerState; readonly media: GuessedMedia | null } {
  const camera = watch(state.camera, arrived.isPicture, state.isPlain);
  const microphone = watch(state.microphone, arrived.isSound, state.isPlain);
  const soundCount = state.soundCount + (arrived.isSound || state.soundCount > 0 ? 1 : 0);
  const next = { ...state, camera, microphone, soundCount };
  const isKnown = state.told !== null || camera.isOn || soundCount >= SOUND_ONLY_SAMPLES;
  if (!isKnown) return { state: next, media: null };
  const media = {
    camera: camera.isOn,
    // The first time it is on as soon as it is heard, so that it is not told to be off before.
    microphone: microphone.isOn || (state.told === null && arrived.isSound),
  };
  const { told } = state;
  const isNews = media.camera !== told?.camera || media.microphone !== told.microphone;
  // What was told is what it is from here on.
  const heard = { isOn: media.microphone, contraryCount: microphone.contraryCount };
  return isNews
    ? { state: { ...next, microphone: heard, told: media }, media }
    : { state: next, media: null };
}
