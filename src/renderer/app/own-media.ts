import { isInCall } from '../../shared/call/call-phase';
import { sentencesHere } from '../ui/sentences-here';
import type { AppContext } from './app-context';
import { cameraNote, type OwnMedia, ownMediaFacts } from './own-media-facts';

/** What is needed to say which of the local devices are on. */
export type OwnMediaContext = Pick<
  AppContext,
  | 'settings'
  | 'media'
  | 'frameWatch'
  | 'mediaSwitch'
  | 'sources'
  | 'talk'
  | 'room'
  | 'call'
  | 'announcer'
  | 'windowState'
>;

/**
 * The user switches the camera, which is kept for the next start. Resolves when it is on, or known
 * not to come.
 */
export async function setCamera(context: OwnMediaContext, isOn: boolean): Promise<void> {
  if (isOn !== context.settings.current.camera_at_start)
    void context.settings.update({ camera_at_start: isOn });
  const done = context.mediaSwitch.setCamera(isOn);
  showOwnMedia(context);
  await done;
  showOwnMedia(context);
}

/** Shows which of the local camera and microphone are on. */
export function showOwnMedia(context: OwnMediaContext): void {
  const {
    media,
    frameWatch,
    mediaSwitch,
    sources,
    talk,
    call,
    room,
    settings,
    windowState,
    announcer,
  } = context;
  const own: OwnMedia = {
    hasCamera: media.camera !== null,
    isCameraWanted: mediaSwitch.isCameraWanted,
    isCameraDark: frameWatch.isDark,
    source: media.isCameraSource ? null : sources.current.kind,
    hasMicrophone: media.microphone !== null,
    isMuted: talk.isMuted,
    mayBeHeard: talk.mayBeHeard,
    talkMode: talk.mode,
    talkKey: settings.current.keys['push-to-talk'],
    isTalking: isInCall(call.phase) || room.current !== null,
  };
  const facts = ownMediaFacts(own);
  const note = cameraNote(own, sentencesHere().cameraOff);
  announcer.handleOwnMedia(facts);
  windowState.update({ media: facts, ...(note !== undefined && { cameraNote: note }) });
}
