import { assertNever } from '../../shared/base/assert-never';
import type { StopReason } from '../../shared/transfer/file-messages';
import { MAX_OPEN_TRANSFERS, MAX_TRANSFER_BYTES } from '../../shared/transfer/limits';
import { sizeText } from '../../shared/transfer/progress-text';
import type { SharedFile } from '../transfer/file-exchange';
import type { OfferFailure, TransferView } from '../transfer/file-transfers';
import type { NoticeTone } from './notice-tone';
import type { InputSentences } from './input-sentences';
import { listNames } from './list-names';

/** Something to say about a file, in words. */
export interface TransferNotice {
  readonly text: string;
  readonly tone: NoticeTone;
}

/**
 * What is news in a file's state; `null`: nothing. `peer`: who sends or gets it. That a file
 * is offered from here is said once, of all to whom it is (offeredSentence).
 */
export function transferNotice(
  view: TransferView,
  peer: string,
  place: 'call' | 'room',
  sentences: InputSentences,
): TransferNotice | null {
  const over = place === 'call' ? 'the call is over' : `you and ${peer} are no longer in one room`;
  return view.direction === 'in'
    ? incomingNotice(view, peer, over, sentences)
    : outgoingNotice(view, peer, over);
}

function incomingNotice(
  { name, sizeBytes, state }: Extract<TransferView, { direction: 'in' }>,
  peer: string,
  over: string,
  sentences: InputSentences,
): TransferNotice | null {
  switch (state.kind) {
    case 'offered':
      return {
        text: sentences.incomingFile(peer, `${name} (${sizeText(sizeBytes)})`),
        tone: 'warn',
      };
    case 'saved':
      return { text: `${name} is here, whole, and saved as ${state.as}.`, tone: 'good' };
    case 'stopped': {
      const text = state.text === '' ? '' : ` ${state.text}`;
      return stopNotice(state, name, peer, over, text);
    }
    case 'opening':
    case 'receiving':
      return null;
    default:
      return assertNever(state, 'state of a file');
  }
}

function outgoingNotice(
  { name, state }: Extract<TransferView, { direction: 'out' }>,
  peer: string,
  over: string,
): TransferNotice | null {
  switch (state.kind) {
    case 'offered':
      return null;
    case 'sending':
      return { text: `${peer} takes ${name}.`, tone: 'info' };
    case 'sent':
      return { text: `${name} has arrived at ${peer}, whole.`, tone: 'good' };
    case 'stopped':
      return stopNotice(state, name, peer, over, '');
    default:
      return assertNever(state, 'state of a file');
  }
}

function stopNotice(
  { why, byPeer }: { readonly why: StopReason; readonly byPeer: boolean },
  name: string,
  peer: string,
  /** Why there is no way to the other end any more. */
  over: string,
  more: string,
): TransferNotice {
  const who = byPeer ? peer : 'you';
  switch (why) {
    case 'refused':
      return byPeer
        ? { text: `${peer} does not want ${name}.`, tone: 'warn' }
        : { text: `You refused ${name}.`, tone: 'info' };
    case 'cancelled':
      return { text: `${name} was stopped by ${who}.`, tone: byPeer ? 'warn' : 'info' };
    case 'call-over':
      return { text: `${name} did not get through: ${over}.`, tone: 'warn' };
    case 'too-large':
      return {
        text: `${name} is too large for ${peer}. Send something smaller, or in parts.`,
        tone: 'warn',
      };
    case 'too-many':
      return { text: `${peer} has been offered too many files. Send ${name} later.`, tone: 'warn' };
    case 'failed':
      return byPeer
        ? {
            text: `${name} could not be read or saved at ${peer}. Ask them, and send it once more.`,
            tone: 'error',
          }
        : { text: `${name} was given up.${more || ' It could not be read.'}`, tone: 'error' };
    case 'damaged':
      return {
        text: `${name} arrived damaged and was not kept. Send it once more.`,
        tone: 'error',
      };
    default:
      return assertNever(why, 'end of a file');
  }
}

/** That a file is offered from here, to all at once. */
export function offeredSentence(name: string, sizeBytes: number, to: readonly string[]): string {
  return `${name} (${sizeText(sizeBytes)}) is offered to ${listNames(to)}.`;
}

/** Why a file was not even offered to somebody. */
export function offerFailureSentence(failure: OfferFailure, name: string, peer: string): string {
  switch (failure) {
    case 'too-large':
      return `${name} is too large: ${sizeText(MAX_TRANSFER_BYTES)} are the most.`;
    case 'too-many':
      return `${name} has to wait: ${MAX_OPEN_TRANSFERS} files at once to ${peer} are the most. files lists them.`;
    case 'not-connected':
      return `${name} was not sent: there is no connection to ${peer} now. Try again when it is back.`;
    default:
      return assertNever(failure, 'failure of an offer');
  }
}

/** A file as `files` lists it. */
function transferLine({ direction, name, sizeBytes, state }: TransferView, peer: string): string {
  const way = direction === 'in' ? `↓ ${name} from ${peer}` : `↑ ${name} to ${peer}`;
  const isWaiting = state.kind === 'offered';
  return `${way} (${sizeText(sizeBytes)})${isWaiting ? ', undecided' : ''}`;
}

/** In a terminal, which has no window to choose a file in. */
export const WHICH_FILE = 'Which file? Its path, or nothing:';
/** In a terminal that is attached to the desktop app. */
export const CHOOSE_IN_WINDOW =
  'The app opens files in its own window alone: type send there, or drop a file on it.';

export function noFileSentence(path: string): string {
  return `There is no file that can be read at ${path}.`;
}

export const NO_FILES = 'No file is on its way. /send chooses some to send.';
export const NO_SUCH_FILE = 'There is no file with that number. files lists them.';
export const NO_UNDECIDED_FILE =
  'No file waits for your decision. A call that rings is taken with answer, and declined with decline.';
export const NO_SUCH_UNDECIDED_FILE =
  'There is no undecided file with that number. files lists them.';

/** What `files` says; numbers are from 1. */
export function fileList(open: readonly SharedFile[]): string {
  if (open.length === 0) return NO_FILES;
  const lines = open.map(
    ({ view, person }, index) => `  ${index + 1}  ${transferLine(view, person.name)}`,
  );
  return ['Files:', ...lines].join('\n');
}

/** Several could be meant. */
export function whichFileText(open: readonly SharedFile[]): string {
  return `Which one? Type: /files stop NUMBER\n${fileList(open)}`;
}

/** What stands before the bar of a file on its way. */
export function barLabel({ direction, name }: TransferView, peer: string): string {
  return direction === 'in' ? `${name} from ${peer}` : `${name} to ${peer}`;
}

/** `progress`: how far it has come. */
export function pausedText(progress: string): string {
  return `${progress}  waits for the connection`;
}
