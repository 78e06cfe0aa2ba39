/** A recording of the stage has begun here. */
export const RECORDING_BEGUN =
  'The stage is being recorded, and everybody on it is told. /record stop ends that.';

/** The call or the stay in a room is over, and the recording is not. */
export const RECORDING_GOES_ON = 'The recording goes on. record stop ends it.';

/** Somebody else has begun to record. `name`: sanitised. */
export function remoteRecordingSentence(name: string, place: 'call' | 'room'): string {
  return place === 'call' ? `${name} records this call.` : `${name} records what is on the stage.`;
}
