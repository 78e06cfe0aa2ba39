import type { Clock } from '../../shared/base/clock';
import { Emitter } from '../../shared/base/emitter';
import { type Disposable, DisposableStore, MutableDisposable } from '../../shared/base/lifecycle';
import type { Logger } from '../../shared/base/logger';
import { err, ok, type Result } from '../../shared/base/result';
import type { CallPhase } from '../../shared/call/call-phase';
import type { Signer } from '../../shared/identity/signer';
import { isSuspicious, type Trust } from '../../shared/identity/trust';
import { signalsOfPigeon } from '../../shared/pigeon/pigeon-description';
import {
  type LetterError,
  PIGEON_LIFE_MS,
  type PigeonDescription,
  type PigeonLetter,
} from '../../shared/pigeon/pigeon-letter';
import { letterKind, readAnswer, type ReadOffer, readOffer } from '../../shared/pigeon/read-letter';
import { type WrittenLetter, writeLetter } from '../../shared/pigeon/write-letter';
import type { PublicKey } from '../../shared/protocol/fields';
import { ECHO_NAME } from '../../shared/protocol/messages';
import { isSameName } from '../../shared/text/sanitise';
import type { CallSession, PigeonPartner } from './call-session';
import { PigeonGathering } from './pigeon-gathering';

export interface PigeonPorts {
  readonly call: Pick<
    CallSession,
    | 'phase'
    | 'onPhase'
    | 'offerByPigeon'
    | 'answerByPigeon'
    | 'takePigeonAnswer'
    | 'onLetterSignal'
    | 'hangUp'
  >;
  isInRoom(): boolean;
  /** `null`: this device has no key. */
  signer(): Signer | null;
  /** As the local user calls themselves; `null`: they have not said. */
  name(): string | null;
  trustOf(name: string, key: PublicKey): Trust;
  isBlocked(name: string): boolean;
  /** Hexadecimal digits. */
  randomHex(bytes: number): string;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Why nothing came of a wish. */
export type PigeonFailure =
  | { readonly kind: 'letter'; readonly error: LetterError }
  | { readonly kind: 'no-key' | 'no-name' | 'busy' | 'in-room' | 'no-offer' | 'crossed' }
  /** Whose letter it is: by another key than that of whom the user knows, or somebody blocked. */
  | { readonly kind: 'other-key' | 'blocked'; readonly name: string };

type Outcome = Result<void, PigeonFailure>;

/** What there is to hand over now. */
export type PigeonView =
  /** The ways to this end are being looked for. */
  | { readonly kind: 'gathering'; readonly is: PigeonLetter['kind'] }
  | { readonly kind: 'offer'; readonly letter: WrittenLetter }
  /** For whoever made the offer. `peer`: sanitised. */
  | { readonly kind: 'answer'; readonly letter: WrittenLetter; readonly peer: string };

/** What came of a letter without the user's doing. */
export type PigeonNews = 'expired' | 'not-written' | 'no-ways';

const ID_BYTES = 16;
const SECOND_MS = 1_000;

/**
 * Makes calls without a server: writes an offer for the user to hand to somebody, reads what they
 * hand back, and the other way round. Once the two ends have reached each other it has nothing more
 * to do with the call.
 */
export class PigeonPost implements Disposable {
  private readonly store = new DisposableStore();
  private readonly viewEmitter = this.store.add(new Emitter<PigeonView | null>());
  /** `null`: there is nothing to hand over any more. */
  readonly onView = this.viewEmitter.event;
  private readonly newsEmitter = this.store.add(new Emitter<PigeonNews>());
  readonly onNews = this.newsEmitter.event;
  private readonly gathering = this.store.add(new MutableDisposable<PigeonGathering>());
  private readonly expiry = this.store.add(new MutableDisposable<Disposable>());
  private shown: PigeonView | null = null;
  /** The id of the call whose letters these are. */
  private callId: string | null = null;

  constructor(private readonly ports: PigeonPorts) {
    const { call } = ports;
    this.store.add(
      call.onLetterSignal((signal) => {
        this.gathering.value?.take(signal);
      }),
    );
    this.store.add(
      call.onPhase((phase) => {
        this.handlePhase(phase);
      }),
    );
  }

  get view(): PigeonView | null {
    return this.shown;
  }

  /** Begins a call, the user's own deed: camera and microphone are asked for. */
  offer(): Outcome {
    const writer = this.writer();
    if (!writer.ok) return writer;
    const { call, clock } = this.ports;
    const untilMs = Math.floor((clock.nowMs() + PIGEON_LIFE_MS) / SECOND_MS) * SECOND_MS;
    const draft = {
      kind: 'offer',
      id: this.ports.randomHex(ID_BYTES),
      untilMs,
      ...writer.value,
    } as const;
    this.gather(draft, null, (letter) => ({ kind: 'offer', letter }));
    call.offerByPigeon(draft.id);
    return ok(undefined);
  }

  /** Answers somebody's offer, the user's own deed as well. */
  answer(text: string): Outcome {
    const { call, clock } = this.ports;
    const writer = this.writer();
    if (!writer.ok) return writer;
    const localKey = writer.value.signer.publicKey;
    const read = readOffer(text, { localKey, nowMs: clock.nowMs() });
    if (!read.ok) return letterFailure(read.error);
    const { letter, answered } = read.value;
    const partner = this.admit(letter);
    if (!partner.ok) return partner;
    const { id, untilMs } = letter;
    const draft = { kind: 'answer', id, untilMs, ...writer.value } as const;
    this.gather(draft, answered, (written) => ({
      kind: 'answer',
      letter: written,
      peer: letter.name,
    }));
    call.answerByPigeon(id, partner.value);
    return ok(undefined);
  }

  /** Takes the answer to the offer that is out. */
  done(text: string): Outcome {
    const { call, clock } = this.ports;
    const offer = this.shown?.kind === 'offer' ? this.shown.letter : null;
    if (offer === null || call.phase.kind !== 'pigeon') return err({ kind: 'no-offer' });
    const read = readAnswer(text, { offer, nowMs: clock.nowMs() });
    if (!read.ok) return letterFailure(read.error);
    const partner = this.admit(read.value);
    if (!partner.ok) return partner;
    call.takePigeonAnswer(partner.value);
    return ok(undefined);
  }

  /** What somebody's camera read: answers an offer, or takes the answer to the one that is out. */
  take(text: string): Outcome {
    const kind = letterKind(text);
    if (!kind.ok) return letterFailure(kind.error);
    if (kind.value === 'answer') return this.done(text);
    const out = this.shown?.kind === 'offer' ? this.shown.letter : null;
    // The local screen in a mirror, or on the other's.
    if (out?.code === text) return ok(undefined);
    return out === null ? this.answer(text) : err({ kind: 'crossed' });
  }

  dispose(): void {
    this.store.dispose();
  }

  /** Who writes, when there may be another call. */
  private writer(): Result<{ readonly name: string; readonly signer: Signer }, PigeonFailure> {
    const { call, ...ports } = this.ports;
    if (call.phase.kind !== 'idle') return err({ kind: 'busy' });
    if (ports.isInRoom()) return err({ kind: 'in-room' });
    const signer = ports.signer();
    if (signer === null) return err({ kind: 'no-key' });
    const name = ports.name();
    return name === null ? err({ kind: 'no-name' }) : ok({ name, signer });
  }

  /** Whose letter it is, if there may be a call with them. */
  private admit(letter: PigeonLetter): Result<PigeonPartner, PigeonFailure> {
    const { name, from } = letter;
    // Of the page's own peer there are no letters.
    if (isSameName(name, ECHO_NAME)) return letterFailure('malformed');
    if (this.ports.isBlocked(name)) return err({ kind: 'blocked', name });
    if (isSuspicious(this.ports.trustOf(name, from))) return err({ kind: 'other-key', name });
    return ok({ peer: name, key: from, signals: signalsOfPigeon(letter) });
  }

  /** Has the letter written as soon as it is known what to say in it. */
  private gather(
    { signer, ...head }: Omit<PigeonLetter, 'from' | 'description'> & { readonly signer: Signer },
    offer: ReadOffer['answered'] | null,
    show: (letter: WrittenLetter) => PigeonView,
  ): void {
    this.callId = head.id;
    this.show({ kind: 'gathering', is: head.kind });
    this.gathering.value = new PigeonGathering(this.ports.clock, (description) => {
      if (description?.candidates.length === 0) {
        this.giveUp('no-ways');
        return;
      }
      const draft = { ...head, from: signer.publicKey };
      void this.write(draft, description, offer, signer).then((letter) => {
        if (this.callId !== head.id || this.shown?.kind !== 'gathering') return;
        if (letter === null) this.giveUp('not-written');
        else this.show(show(letter));
      });
    });
    this.expiry.value = this.ports.clock.after(head.untilMs - this.ports.clock.nowMs(), () => {
      this.giveUp('expired');
    });
  }

  private async write(
    draft: Omit<PigeonLetter, 'description'>,
    description: PigeonDescription | null,
    offer: ReadOffer['answered'] | null,
    signer: Signer,
  ): Promise<WrittenLetter | null> {
    try {
      if (description === null) throw new Error('The connection is not one of data channels');
      return await writeLetter({ ...draft, description }, offer, signer);
    } catch (error) {
      this.ports.logger.log('error', 'Could not write a letter', { error: String(error) });
      return null;
    }
  }

  private giveUp(news: PigeonNews): void {
    this.newsEmitter.fire(news);
    this.ports.call.hangUp();
  }

  /** Letters are of use until the two ends have reached each other, or the call is over. */
  private handlePhase(phase: CallPhase): void {
    if (this.callId === null) return;
    const isOwn = 'callId' in phase && phase.callId === this.callId;
    const isWaiting = phase.kind === 'pigeon' || phase.kind === 'connecting';
    if (isOwn && isWaiting) {
      if (phase.kind === 'connecting' && this.shown?.kind === 'offer') this.show(null);
      return;
    }
    this.callId = null;
    this.gathering.value = undefined;
    this.expiry.value = undefined;
    this.show(null);
  }

  private show(view: PigeonView | null): void {
    if (view === this.shown) return;
    this.shown = view;
    this.viewEmitter.fire(view);
  }
}

function letterFailure(error: LetterError): { readonly ok: false; readonly error: PigeonFailure } {
  return err({ kind: 'letter', error });
}
