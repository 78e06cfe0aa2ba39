// What stands on the stage itself. Where there are several wordings, the longest that there is
// room for is shown. Names are sanitised.

export function callingText(peer: string, isRinging: boolean): string {
  return `${isRinging ? 'Ringing at' : 'Calling'} ${peer} ...`;
}

/** In the place of a name, while a pigeon is out. */
export const WHOEVER_ANSWERS = 'whoever answers';

export function isCallingText(peer: string): string {
  return `${peer} is calling`;
}

export function connectingText(peer: string): string {
  return `Connecting to ${peer} ...`;
}

export const PICTURES_ARE_ENCRYPTED = 'Pictures travel directly between you, encrypted.';
export const WAITING_FOR_CAMERA = 'Waiting for your camera ...';
export const MIRROR = ['a mirror: nobody else sees this', 'a mirror: only you see it'] as const;

/** What to do on the first screen: a command, and what comes of it. */
export interface CommandHint {
  readonly command: string;
  readonly whats: readonly string[];
}

export const NOT_SIGNED_IN = 'You are not signed in.';

export function greeting(name: string): string {
  return `Hello, ${name}.`;
}

export const FIRST_COMMANDS = {
  login: {
    command: 'login --user NAME',
    whats: ['sign in and be seen by your friends', 'signs you in'],
  },
  echo: {
    command: 'call echo',
    whats: ['a call with yourself, to see how it looks', 'tries a call alone', 'tries a call'],
  },
  lookup: {
    command: 'lookup',
    whats: ['who is here;  call NAME  calls one of them', 'who is here to call', 'who is here'],
  },
  room: {
    command: 'room create NAME',
    whats: [
      'a room for several;  rooms  lists those there are',
      'a room for several',
      'for several',
    ],
  },
} as const satisfies Readonly<Record<string, CommandHint>>;

/** The same in one line, on a stage without room for more. */
export const SHORT_HINTS = {
  login: 'signs you in',
  echo: 'tries a call; ',
  room: 'makes a room; ',
  help: 'says the rest',
} as const;

/** Before the address of the web client. */
export const FRIENDS_JOIN_AT = ['Friends join from a browser at', 'Friends join at'] as const;
/** The same for a server that only this machine reaches. */
export const OTHERS_JOIN_AT = ['On this machine, others join at', 'Others here:'] as const;
/** Before the command that lets those on the network in, and what stands behind it. */
export const FRIENDS_ON_NETWORK = ['on your network, type', 'on your network:'] as const;
export const HOST_ON = 'host on';
/** Before the command that starts another server. */
export const FRIENDS_ELSEWHERE = ['for friends elsewhere:', 'elsewhere:'] as const;

/** A command that says how it is used. */
export function helpOf(command: string): string {
  return `${command} --help`;
}

/** In a room with nobody else. */
export const ALONE_IN_ROOM = 'You are alone here: /invite copies a link.';
