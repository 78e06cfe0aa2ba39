/**
 * Asks a track for what `constraints` say while it runs. Says whether it then is what was wished:
 * not every browser can, and not every one says when it cannot.
 */
export async function tryToAdjust(
  track: MediaStreamTrack,
  constraints: MediaTrackConstraints,
  isMet: (settings: MediaTrackSettings) => boolean,
): Promise<boolean> {
  try {
    await track.applyConstraints(constraints);
    return isMet(track.getSettings());
  } catch {
    return false;
  }
}
