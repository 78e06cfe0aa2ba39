import type { OutOfReach } from '../../shared/call/membership';

// What stands on the tiles of a call or a room, and what they are called. Names are sanitised.

/** On the plate of the local picture. */
export const YOU = 'you';
/** Of a picture that nobody is known for. */
export const NOBODY = 'nobody';

/** Whose picture cannot be shown for want of room. */
export function moreTiles(count: number): string {
  return `+${count} more`;
}

/** What a picture is called for a screen reader. */
export function pictureLabel(name: string, isScreen: boolean): string {
  return isScreen ? `screen of ${name}` : `video of ${name}`;
}

/** What a shared terminal is called for a screen reader. */
export function terminalLabel(name: string): string {
  return `terminal of ${name}`;
}

/** Its tile. */
export function terminalTileName(name: string): string {
  return `${name}’s terminal`;
}

/** The local user's own. */
export const OWN_TERMINAL = 'your terminal';

/** Who types in it, beside whoever shares it. Names are sanitised. */
export function typistWords(name: string): TileWords {
  return { text: `${name} types here, too`, short: `+ ${name}` };
}

export const YOU_MAY_TYPE: TileWords = { text: 'you may type here', short: 'you may type' };
export const HIDDEN_FROM_OTHERS: TileWords = {
  text: 'hidden from the others',
  short: 'hidden',
};

/** In the place of a terminal that its owner keeps from others for a moment. */
export function terminalHiddenText(name: string): TileWords {
  return { text: `${name} hides it for a moment`, short: 'hidden' };
}

/** How keys get into a terminal, and out again; '': no key does. */
export function terminalKeyWords(chord: string, hasFocus: boolean): TileWords | null {
  if (chord === '') return null;
  return hasFocus
    ? { text: `keys go here · ${chord} ends that`, short: `${chord} ends` }
    : { text: `${chord} types here`, short: chord };
}

/** What keeps a terminal from others while it is held. */
export function hideKeyWords(chord: string): TileWords {
  return { text: `hold ${chord} to hide it`, short: `${chord} hides` };
}

/** The tile of a screen that somebody shares. */
export function screenTileName(name: string): string {
  return `${name}’s screen`;
}

/** A fact on a plate, and the same in fewer cells. */
export interface TileWords {
  readonly text: string;
  readonly short: string;
}

/** How it is with somebody's connection, where that is not as it should be. */
export const CONNECTION_WORDS = {
  connecting: 'connecting',
  reconnecting: 'reconnecting',
  none: 'no connection',
  away: 'away',
} as const;

export const STILL_PICTURE: TileWords = {
  text: 'the picture stands still: nothing comes in',
  short: 'still',
};

export const MICROPHONE_OFF: TileWords = { text: 'microphone off', short: 'mic off' };
/** On the local user's tile. */
export const MUTED = 'muted';
/** Not heard here alone. */
export const MUTED_BY_YOU = 'muted by you';

export function volumeWords(percent: number): string {
  return `volume ${percent}`;
}

// Why there is no picture.

export const OUT_OF_REACH_TEXTS: Readonly<Record<OutOfReach, string>> = {
  'too-many': 'too many people for a picture and sound',
  stranger: 'did not prove the password: no picture, no sound',
  'local-stranger': 'you have no key here: no picture, no sound',
};

export function tileInterruptedText(name: string): string {
  return `The connection to ${name} is interrupted: it is being made again ...`;
}

export function tileHiddenText(name: string): string {
  return `hidden: /show ${name} brings the picture back`;
}

export function waitingForPictureText(name: string): string {
  return `waiting for the picture of ${name} ...`;
}

export function darkCameraText(name: string): string {
  return `${name}'s camera gives no picture`;
}

export function noCameraText(name: string): string {
  return `${name} has no camera on`;
}
