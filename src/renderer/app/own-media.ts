import { isInCall } from '../../shared/call/call-phase';
import { sentencesHere } from '../ui/input-sentences';
import type { MediaFacts } from '../ui/status-model';
import type { AppParts } from './app-parts';

/** Switches the camera; resolves when it is on, or known not to come. */
export async function setCamera(parts: AppParts, isOn: boolean): Promise<void> {
  const done = parts.mediaSwitch.setCamera(isOn);
  showOwnMedia(parts);
  await done;
  showOwnMedia(parts);
}

/** Shows which of the local camera and microphone are on. */
export function showOwnMedia(parts: AppParts): void {
  const { media, frameWatch, mediaSwitch, sources, talk, call, room, settings, screen, teller } =
    parts;
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
  teller.handleOwnMedia(facts);
  screen.update({
    media: facts,
    ...(isWanted ? {} : { cameraNote: sentencesHere().cameraOff }),
    ...(camera === null
      ? {}
      : { cameraNote: frameWatch.isDark ? 'Your camera gives no picture.' : null }),
  });
}
