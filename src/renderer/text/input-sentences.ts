/**
 * What the window says of how something is done, whole: for somebody with keys, or for somebody
 * with a finger, who has buttons for some of it. Names are sanitised.
 */
export interface InputSentences {
  /** In the chat, when somebody calls. */
  readonly incomingCall: (peer: string) => string;
  /** In the chat, when somebody offers a file. `file`: its name and size. */
  readonly incomingFile: (peer: string, file: string) => string;
  /** On the screen of a call that answers itself in so many seconds. */
  readonly countdown: (seconds: number) => string;
  readonly answeredByItself: (caller: string) => string;
  /** Nobody was there since it answered itself, or for long: it ends in a minute. */
  readonly endsUnattended: (caller: string) => string;
  /** A link leads to a room of this server, and the line that goes there is filled in. */
  readonly linkToRoom: (slug: string) => string;
  /** A link leads to another server, and the line that signs in there is filled in. */
  readonly linkToServer: (server: string, user: string | null) => string;
  /** A link carries the code of a new device, and the line that links it is filled in. */
  readonly linkToDevice: (code: string) => string;
  /** Beside such lines; '': nothing. */
  readonly joins: string;
  readonly links: string;
  readonly signsIn: string;
  /** Beside a secret question. */
  readonly secret: string;
  /** Where the local picture would be. */
  readonly cameraOff: string;
  /** The machine slept in a call or a room. */
  readonly awakeAgain: string;
  /** Below the picture of somebody whose connection broke. */
  readonly endsCall: string;
  /** While it rings at the other end. */
  readonly stopsCalling: string;
  /** What the commands on the first screen are: the longest that there is room for. */
  readonly commands: readonly string[];
  /** The same before one is signed in. */
  readonly signedOutCommands: readonly string[];
  /** What help is for, likewise. */
  readonly everythingElse: readonly string[];
}

const WAS_ASLEEP =
  'This computer was asleep. Your camera and your microphone are off until you say so.';

const FOR_KEYS: InputSentences = {
  incomingCall: (peer) => `${peer} is calling you. Type answer, or decline.`,
  incomingFile: (peer, file) => `${peer} wants to send you ${file}. Type /accept, or /refuse.`,
  countdown: (seconds) => `answering by itself in ${seconds} s: press any key to stop that`,
  answeredByItself: (caller) =>
    `The call from ${caller} was answered by itself. Press any key to be heard.`,
  endsUnattended: (caller) =>
    `Is anybody here? The call with ${caller} ends in a minute. Press any key to stay in it.`,
  linkToRoom: (slug) => `The link leads to the room ${slug}. Enter joins it.`,
  linkToServer: (server, user) => `${askedToSignIn(server, user)} Enter does that; ${WHO_SEES}`,
  linkToDevice: (code) =>
    `A device that shows ${code} wants to be one of yours. Does your new device show that? Then, once you are signed in under your name, ` +
    'Enter links it. Whoever has a device that is linked can pass for you.',
  joins: 'Enter goes into the room',
  links: 'Enter links the device',
  signsIn: 'Enter signs in there',
  secret: 'Enter sends it · Esc forgets it',
  cameraOff: 'Your camera is off. /camera on turns it on.',
  awakeAgain: `${WAS_ASLEEP} /camera on and /mute off turn them on.`,
  endsCall: '/hangup ends the call.',
  stopsCalling: 'hangup (or Alt+H) stops it.',
  commands: ['Type one of these and press Enter:', 'Type one of these:'],
  signedOutCommands: ['Type one of these and press Enter:', 'Type one of these:'],
  everythingElse: ['everything else (F1)', 'the rest (F1)', 'the rest'],
};

const FOR_FINGERS: InputSentences = {
  incomingCall: (peer) => `${peer} is calling you. Tap Accept, or Decline.`,
  incomingFile: (peer, file) => `${peer} wants to send you ${file}. Tap Accept, or Refuse.`,
  countdown: (seconds) => `answering by itself in ${seconds} s: tap anywhere to stop that`,
  answeredByItself: (caller) =>
    `The call from ${caller} was answered by itself. Tap anywhere to be heard.`,
  endsUnattended: (caller) =>
    `Is anybody here? The call with ${caller} ends in a minute. Tap anywhere to stay in it.`,
  linkToRoom: (slug) => `The link leads to the room ${slug}. The button below joins it.`,
  linkToServer: (server, user) =>
    `${askedToSignIn(server, user)} The button below does that; ${WHO_SEES}`,
  linkToDevice: (code) =>
    `A device that shows ${code} wants to be one of yours. Does your new device show that? Then, once you are signed in under your name, ` +
    'send the line below. Whoever has a device that is linked can pass for you.',
  // The button says it.
  joins: '',
  links: '',
  signsIn: '',
  secret: 'Enter sends it · an empty line forgets it',
  cameraOff: 'Your camera is off. The button below turns it on.',
  awakeAgain: `${WAS_ASLEEP} The buttons below turn them on.`,
  endsCall: 'The button below ends the call.',
  stopsCalling: 'The button below stops it.',
  commands: ['Tap a button below, or type:', 'Tap below, or type:'],
  signedOutCommands: ['Tap sign in below, or type:', 'Tap sign in, or type:', 'Tap sign in.'],
  everythingElse: ['everything else', 'the rest'],
};

const WHO_SEES = 'whoever runs that server then sees what you say to it.';

function askedToSignIn(server: string, user: string | null): string {
  const asWhom = user === null ? '' : ` as ${user}`;
  return `The link asks you to sign in on ${server}${asWhom}, another server than this page's.`;
}

/** `isTouch`: one points with a finger here. Pure. */
export function inputSentences(isTouch: boolean): InputSentences {
  return isTouch ? FOR_FINGERS : FOR_KEYS;
}
