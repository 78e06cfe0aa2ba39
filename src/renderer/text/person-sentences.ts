// What commands about single people say. Names are sanitised.

/** What to type instead, for a command that was meant for somebody else. */
export const ABOUT_YOURSELF = {
  volume: 'That is you, and you do not hear yourself. /mute turns your microphone off.',
  mute: 'That is you. /mute, without a name, turns your microphone off and on.',
  hide: 'That is you. /selfview hidden takes your own picture off the stage.',
  show: 'That is you. /selfview auto puts your own picture on the stage.',
  stats: 'That is you. /stats, without a name, shows your connections to the others.',
} as const;

const ALONE = 'you are in no call, or alone in your room. call echo tries one.';

export const NOBODY_TO_ZOOM = `There is nobody to make large: ${ALONE}`;
export const NO_CONNECTIONS = `There is no connection: ${ALONE}`;

/** `zoom` changes nothing; `name`: whom it named, `null`: nobody. */
export function zoomedAlreadySentence(name: string | null): string {
  return name === null
    ? 'All are alike already. /zoom PERSON makes somebody large.'
    : `${name} is large already. /zoom, or Esc, makes all alike.`;
}

export function volumeSentence(name: string, percent: number): string {
  return `You hear ${name} at ${percent} per cent.`;
}

export function hiddenSentence(name: string): string {
  return `${name} is hidden: their picture is not received.`;
}

export function shownSentence(name: string): string {
  return `${name} is shown.`;
}

export function heardSentence(name: string, isMuted: boolean): string {
  return isMuted ? `You do not hear ${name} now.` : `You hear ${name} again.`;
}

export function notOnStageSentence(name: string): string {
  return `${name} is not on the stage: only those in your call or room are.`;
}

export const NO_LITTLE_WINDOW =
  'There is no picture to put there (camera on shows yours), or no such window here.';
