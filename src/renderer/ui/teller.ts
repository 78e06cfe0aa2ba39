import type { CallSummary } from '../../shared/call/call-phase';
import type { PushPayload } from '../../shared/protocol/events';
import type { SignallingState } from '../../shared/signalling/signalling-api';
import type { ChatLine } from '../chat/chat-client';
import type { RosterChange } from '../chat/roster';
import type { MediaFailure } from '../media/media-failure';
import { type ChatPane, clockTime, type NoticeTone } from './chat-pane';
import { mediaFailureSentence } from './media-sentences';
import { callEndSentence, missedCallSentence, refusalSentence } from './sentences';

/** Outcomes of a call that nobody need worry about. */
const QUIET_OUTCOMES = new Set(['hung-up', 'cancelled', 'declined']);

/** Tells in the chat pane what happened, in sentences. */
export class Teller {
  private signalling: SignallingState['kind'] = 'signed-out';

  constructor(private readonly pane: ChatPane) {}

  tell(text: string, tone: NoticeTone = 'info'): void {
    this.pane.notice(text, tone);
  }

  tellLines(lines: readonly string[], tone: NoticeTone = 'echo'): void {
    this.pane.notice(lines.join('\n'), tone);
  }

  handleLine(line: ChatLine): void {
    this.pane.append({ kind: 'chat', ...line });
  }

  handleCallEnded(summary: CallSummary): void {
    const tone = QUIET_OUTCOMES.has(summary.outcome) ? 'info' : 'warn';
    this.tell(callEndSentence(summary), tone);
  }

  handleMissed({ from, reason, atMs }: PushPayload<'call:missed'>): void {
    this.tell(missedCallSentence(from, reason, clockTime(atMs)), 'warn');
  }

  handleRoster(change: RosterChange): void {
    if (change.kind === 'joined') this.tell(`${change.person.name} is here.`);
    if (change.kind === 'left') this.tell(`${change.name} has left.`);
  }

  handleMediaFailure(failure: MediaFailure): void {
    this.tell(mediaFailureSentence(failure), 'warn');
  }

  /** Says when the server is gone and when it is back; signing in by hand is told by its command. */
  handleSignalling(state: SignallingState): void {
    const before = this.signalling;
    this.signalling = state.kind;
    if (state.kind === 'reconnecting' && before !== 'reconnecting') {
      this.tell('The connection to the server is lost. It is being tried again by itself.', 'warn');
    }
    if (state.kind === 'signed-in' && before === 'reconnecting') {
      this.tell('The connection to the server is back.', 'good');
    }
    if (state.kind === 'signed-out' && state.reason !== undefined) {
      this.tell(`You were signed out. ${refusalSentence(state.reason, 'you had')}`, 'error');
    }
  }
}
