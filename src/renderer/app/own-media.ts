import { isInCall } from '../../shared/call/call-phase';
import { sentencesHere } from '../ui/sentences-here';
import type { MediaFacts } from '../ui/status-model';
import type { AppContext } from './app-context';

/**
 * The user switches the camera, which is kept for the next start. Resolves when it is on, or known
 * not to come.
 */
export async function setCamera(context: AppContext, isOn: boolean): Promise<void> {
  if (isOn !== context.settings.current.camera_at_start)
    void context.settings.update({ camera_at_start: isOn });
  const done = context.mediaSwitch.setCamera(isOn);
  showOwnMedia(context);
  await done;
  showOwnMedia(context);
}

/** Shows which of the local camera and microphone are on. */
export function showOwnMedia(context: AppContext): void {
  const { media, frameWatch, mediaSwitch, sources, talk, call, room, settings, screen, announcer } =
    context;
  const { camera, microphone } = media;
  const isTalking = isInCall(call.phase) || room.current !== null;
  const isWanted = mediaSwitch.isCameraWanted;
  // Out of calls the microphone is off, and that is nothing to worry about.
  const idleMicrophone = isTalking ? 'none' : 'idle';
  const openMicrophone = talk.mayBeHeard ? 'on' : 'silent';
  const facts: MediaFacts = {
    camera: camera === null ? (isWanted ? 'none' : 'off') : frameWatch.isDark ? 'dark' : 'on',
    ...(!media.isCameraSource && { source: sources.current.kind }),
    microphone: talk.isMuted ? 'muted' : microphone !== null ? openMicrophone : idleMicrophone,
    talkKey: talk.mode === 'talk' ? settings.current.keys['push-to-talk'] : null,
  };
  announcer.handleOwnMedia(facts);
  screen.update({
    media: facts,
    ...(isWanted ? {} : { cameraNote: sentencesHere().cameraOff }),
    ...(camera === null
      ? {}
      : { cameraNote: frameWatch.isDark ? 'Your camera gives no picture.' : null }),
  });
}
