/** `name`: whose picture was asked for; `null`: whoever's is largest. */
export function noPictureSentence(name: string | null): string {
  return name === null
    ? 'There is no picture on the stage. camera on shows yours, call NAME another.'
    : `There is no picture of ${name} on the stage. They are not in your call or room, or their camera is off.`;
}

export const NOTHING_TO_MAGNIFY =
  'There is no picture to magnify. camera on shows yours, call NAME another.';

export function pixelsSentence(name: string, isOn: boolean): string {
  return isOn
    ? `The picture of ${name} is real video. Esc, or /pixels off, goes back.`
    : `The picture of ${name} is text again.`;
}

/** `path`: `null`, the user chose none. */
export function savedSentence(path: string | null): string {
  return path === null ? 'Nothing was saved.' : `Saved as ${path}.`;
}

/** The other end's picture stands still. */
export function stillSentence(peer: string): string {
  return `${peer}'s picture stands still: nothing comes from there.`;
}

// Pictures go as text where the network starves video.

export const RECEIVED_AS_TEXT = 'The network is too slow for video: their picture comes as text.';
export const SENT_AS_TEXT = 'The network is too slow for video: your picture is sent as text.';
export const VIDEO_AGAIN = 'The network carries video again.';
