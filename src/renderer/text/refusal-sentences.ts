import { assertNever } from '../../shared/base/assert-never';
import {
  MAX_CHAT_GRAPHEMES,
  MAX_CHAT_LINES,
  MAX_KEYS_PER_NAME,
  MAX_ROOM_NAME_GRAPHEMES,
} from '../../shared/protocol/limits';
import type { RequestFailure } from '../../shared/protocol/reasons';
import { NAME_RULE } from '../../shared/text/names';

/** Why a request was refused. `who` is the person it was about, where there is one. */
export function refusalSentence(
  reason: RequestFailure | 'too-long' | 'blocked',
  who = 'that person',
): string {
  switch (reason) {
    case 'too-long':
      return `That is too long for one message: ${MAX_CHAT_GRAPHEMES} characters and ${MAX_CHAT_LINES} lines are the most.`;
    case 'blocked':
      return `${who} is blocked: you would hear no answer. Type /unblock ${who} first.`;
    case 'bad-request':
      return 'The server did not understand that. Update this app; in a browser, load the page again.';
    case 'rate-limited':
      return 'That was too much at once. Wait a few seconds and try again.';
    case 'version-unsupported':
      return 'This app and the server are of different versions. Update the older one; in a browser, load the page again.';
    case 'not-signed-in':
      return 'You are not signed in. Type: login';
    case 'already-signed-in':
      return 'You are signed in already. Type logout first.';
    case 'name-invalid':
      return `A name is ${NAME_RULE}.`;
    case 'name-taken':
      return `The name ${who} is taken on this server. Type: login --user ANOTHER-NAME`;
    case 'name-held':
      return (
        `The name ${who} is held for somebody whose connection broke, for a minute at the most. If that was you, ` +
        'it is tried until you have it back; if not, type: login --user ANOTHER-NAME'
      );
    case 'name-reserved':
      return `The name ${who} is kept for the server's own use. Type: login --user ANOTHER-NAME`;
    case 'name-claimed':
      return (
        `The name ${who} belongs to somebody else's key on this server. Type: login --user ANOTHER-NAME. ` +
        'If it is yours, sign in from the device that you had it on.'
      );
    case 'identity-invalid':
      return (
        'The server did not accept the proof of your key. Check that the address is the one that its owner gave you, ' +
        'and type login to try again. Whoever runs the server behind a proxy needs --public-url.'
      );
    case 'too-many-sign-ins':
      return 'You are signed in too many times with the key of this device. Close a window, or type logout in one, and try again.';
    case 'too-many-devices':
      return `Your name has ${MAX_KEYS_PER_NAME} devices, and that is the most. Remove one that you no longer use: device list`;
    case 'no-such-device':
      return 'Your name has no such device. device list shows those that it has.';
    case 'no-such-person':
      return `${who} is not here. lookup shows who is.`;
    case 'too-many-people':
      return 'There are too many people here to say something to all of them. Type: msg NAME TEXT, or meet in a room.';
    case 'not-reachable':
      return `The connection of ${who} is interrupted. Try again when they are back: lookup shows it.`;
    case 'not-yourself':
      return 'That is you. To try a call alone, type: call echo';
    case 'person-busy':
      return `${who} is in another call. They were told that you tried.`;
    case 'do-not-disturb':
      return `${who} does not want to be disturbed. They will see that you tried.`;
    case 'already-in-call':
      return 'You are in a call. Type /hangup first.';
    case 'no-such-call':
      return 'That call is over. lookup shows who is here to be called.';
    case 'not-allowed':
      return 'The server does not allow that. Whoever runs it can say why.';
    case 'room-refused':
      return 'There is no such room, or it does not open with that password. Check both, and try again.';
    case 'room-full':
      return 'That room is full. Try again when somebody has left: rooms shows how many are in it.';
    case 'room-locked':
      return 'That room is locked. Ask its owner to let you in (unlock).';
    case 'room-exists':
      return 'There is a room of that name already. Join it, or choose another name.';
    case 'room-name-invalid':
      return `A room's name needs a letter or a digit, and ${MAX_ROOM_NAME_GRAPHEMES} characters are the most.`;
    case 'too-many-rooms':
      return 'This server has no place for another room. Try again later, or use one that is there: rooms';
    case 'room-quota':
      return 'Too many rooms were made from your network, or with your key. End one that you made (room stop), or join one that is there: rooms';
    case 'password-wrong':
      return 'That room opens with a password, and that was not it. Ask whoever invited you, and join once more.';
    case 'no-password':
      return 'You gave a password for that room, and the server says that it has none. You did not go in: there is nothing to tell its members by. join ROOM, without a password, does.';
    case 'password-throttled':
      return 'Too many wrong passwords for that room. Try again in a quarter of an hour.';
    case 'kicked':
      return 'The owner has put you out of that room. Try again in ten minutes, or go elsewhere: rooms';
    case 'not-in-room':
      return 'You are not in a room, or they are not in it. rooms shows where you can go: join ROOM';
    case 'already-in-room':
      return 'You are in a room. Type /leave first.';
    case 'not-owner':
      return 'Only the owner of the room can do that. Ask them to.';
    case 'not-agreed':
      return 'Not everybody here has agreed that the stage is shown to others. They are asked again: broadcast on';
    case 'no-broadcast':
      return 'Nothing is being broadcast. Type: broadcast on';
    case 'too-many-broadcasts':
      return 'This server shows as many stages as it can. Try again later.';
    case 'server-error':
      return 'Something went wrong on the server. Try again.';
    case 'offline':
      return 'There is no connection to the server. It is being tried again by itself.';
    case 'timed-out':
      return 'The server did not answer in time. Try again.';
    default:
      return assertNever(reason, 'refusal reason');
  }
}
