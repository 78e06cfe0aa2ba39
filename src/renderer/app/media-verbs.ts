import type { CommandPorts } from '../commands/command-runner';
import type { MediaVerbs } from '../commands/call-handlers';
import { listDevices } from '../media/device-list';
import { suppressionNow } from '../media/suppression-now';
import type { AppContext } from './app-context';
import { setCamera, type OwnMediaContext } from './own-media';
import { pickClip } from './source-ports';
import { openDevicesPanel } from './wire-devices';

type MediaVerbsContext = Pick<
  AppContext,
  'access' | 'microphone' | 'limits' | 'speaker' | 'share' | 'sources' | 'window'
> &
  OwnMediaContext;

/** What commands may ask of the local user's own devices, and of what is sent in their place. */
export function mediaVerbs(
  context: MediaVerbsContext,
): Pick<
  CommandPorts,
  | 'media'
  | 'listDevices'
  | 'cameraLimits'
  | 'openDevicesPanel'
  | 'suppression'
  | 'source'
  | 'pickClip'
  | 'share'
> {
  const { access, media, microphone, limits, speaker, sources, share } = context;
  return {
    media: ownMedia(context),
    listDevices: () => listDevices(access, media, speaker.id),
    cameraLimits: () => limits.current,
    openDevicesPanel: () => {
      void openDevicesPanel(context);
    },
    suppression: () => suppressionNow(microphone),
    source: sources,
    pickClip: (path) => pickClip(path),
    share,
  };
}

function ownMedia(context: OwnMediaContext): MediaVerbs {
  const { talk, media, mediaSwitch } = context;
  return {
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
  };
}
