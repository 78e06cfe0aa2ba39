import { Emitter } from '../../shared/base/emitter';
import { err, ok, type Result } from '../../shared/base/result';
import type { Push } from '../../shared/protocol/events';
import { MAX_CHAT_BYTES, MAX_CHAT_GRAPHEMES, MAX_CHAT_LINES } from '../../shared/protocol/limits';
import type { ChatMessage } from '../../shared/protocol/messages';
import type { RequestFailure } from '../../shared/protocol/reasons';
import type { SignallingApi } from '../../shared/signalling/signalling-api';
import { isWithinLimits } from '../../shared/text/graphemes';
import { sanitiseName, sanitiseText } from '../../shared/text/sanitise';

/** A line that somebody said, safe to show. */
export interface ChatLine {
  readonly from: string;
  /** `null`: to everybody, or to everybody in the room. */
  readonly to: string | null;
  /** Said in the room that I am in. */
  readonly isInRoom: boolean;
  readonly text: string;
  readonly sentAtMs: number;
  readonly isMine: boolean;
}

/** Why a line was not said. `too-long`: it would have arrived cut off, and so was not sent. */
export type ChatFailure = RequestFailure | 'too-long';

function isTooLong(text: string): boolean {
  const limits = { graphemes: MAX_CHAT_GRAPHEMES, bytes: MAX_CHAT_BYTES };
  return text.split('\n').length > MAX_CHAT_LINES || !isWithinLimits(text, limits);
}

/** Sends and receives chat over the signalling server; every text passes the sanitiser here. */
export class ChatClient {
  private readonly lineEmitter = new Emitter<ChatLine>();
  readonly onLine = this.lineEmitter.event;

  constructor(private readonly request: SignallingApi['request']) {}

  /** Says `text` to everybody on the server. */
  async say(text: string): Promise<Result<void, ChatFailure>> {
    if (isTooLong(text)) return err('too-long');
    return this.settle(await this.request('chat:say', { text }));
  }

  /** Says `text` to one person. */
  async tell(to: string, text: string): Promise<Result<void, ChatFailure>> {
    if (isTooLong(text)) return err('too-long');
    return this.settle(await this.request('chat:tell', { to, text }));
  }

  /** Says `text` to everybody in the room. */
  async sayInRoom(text: string): Promise<Result<void, ChatFailure>> {
    if (isTooLong(text)) return err('too-long');
    const outcome = await this.request('room:say', { text });
    if (!outcome.ok) return err(outcome.reason);
    this.show({ ...outcome.message, to: null }, { isMine: true, isInRoom: true });
    return ok(undefined);
  }

  handlePush(push: Push): void {
    if (push.name === 'chat:message') {
      this.show(push.payload, { isMine: false, isInRoom: false });
    }
    if (push.name === 'room:message') {
      this.show({ ...push.payload, to: null }, { isMine: false, isInRoom: true });
    }
  }

  /** My own line is shown when the server has taken it, in the form in which it was passed on. */
  private settle(
    outcome: { ok: true; message: ChatMessage } | { ok: false; reason: RequestFailure },
  ): Result<void, RequestFailure> {
    if (!outcome.ok) return err(outcome.reason);
    this.show(outcome.message, { isMine: true, isInRoom: false });
    return ok(undefined);
  }

  private show(
    message: Pick<ChatMessage, 'from' | 'to' | 'text' | 'sentAtMs'>,
    scope: Pick<ChatLine, 'isMine' | 'isInRoom'>,
  ): void {
    const from = sanitiseName(message.from);
    const to = message.to === null ? null : sanitiseName(message.to);
    const text = sanitiseText(message.text);
    if (from === null || text === '') return;
    this.lineEmitter.fire({ from, to, text, sentAtMs: message.sentAtMs, ...scope });
  }
}
