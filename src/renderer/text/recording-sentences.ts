import { assertNever } from '../../shared/base/assert-never';
import type { RecordingEnd } from '../call/recorder';

/** A recording of the stage has begun here. */
export const RECORDING_BEGUN =
  'The stage is being recorded, and everybody on it is told. /record stop ends that.';

/** The call or the stay in a room is over, and the recording is not. */
export const RECORDING_GOES_ON = 'The recording goes on. record stop ends it.';

/** Somebody else has begun to record. `name`: sanitised. */
export function remoteRecordingSentence(name: string, place: 'call' | 'room'): string {
  return place === 'call' ? `${name} records this call.` : `${name} records what is on the stage.`;
}

/** `path`: `null`, the user chose none. */
export function recordingSavedSentence(path: string | null): string {
  return path === null
    ? 'The recording was not saved. /record stop asks once more where it is to go.'
    : `Saved as ${path}.`;
}

export const RECORDING_ALREADY =
  'The stage is being recorded already. /record stop ends that and saves it.';
export const NOT_RECORDING = 'Nothing is being recorded. Type: /record start';

/** Why a recording has ended by itself. What there is of it can be saved. */
export function recordingEndSentence(why: RecordingEnd): string {
  const save = '/record stop saves what there is.';
  switch (why) {
    case 'stopped':
      return 'The recording has ended.';
    case 'too-long':
      return `The recording is as long as one can be, and has ended. ${save}`;
    case 'too-large':
      return `The recording is as large as one can be, and has ended. ${save}`;
    case 'failed':
      return `The recording has ended: the stage could not be read any more. ${save}`;
    case 'disposed':
      return 'The recording has ended with the window.';
    default:
      return assertNever(why, 'end of a recording');
  }
}
