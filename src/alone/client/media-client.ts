import { Emitter } from '../../shared/base/emitter';
import { DisposableStore, toDisposable, toUndo } from '../../shared/base/lifecycle';
import { type Logger, SILENT_LOGGER } from '../../shared/base/logger';
import { type CallPhase, isInCall } from '../../shared/call/call-phase';
import type { Signer } from '../../shared/identity/signer';
import type { PublicKey } from '../../shared/protocol/fields';
import type { Push, RequestPayload } from '../../shared/protocol/events';
import type { SignallingClient } from '../../shared/signalling/signalling-client';
import { sanitiseName, sanitiseText } from '../../shared/text/sanitise';
import type { OfRemote, RemoteTrack } from '../../renderer/call/remote-events';
import { nodeTrackOf } from '../media/node-track';
import { readWav } from '../media/wav-file';
import { MediaClientError } from './media-client-error';
import { MediaPerson } from './media-person';
import { openSessions, type Sessions } from './open-sessions';
import { SaidVoice } from './said-voice';
import { PictureShow, type ShownPicture } from './shown-picture';

/** How long somebody who has come takes to hear: the first word would be lost on them. */
const LEAD_MS = 400;

/** Who a program is, and where. */
export interface MediaClientOptions {
  /** ws://, wss://, http:// or https:// URL of the server. */
  readonly server: string;
  readonly name: string;
  /** The key that the name is held by; left out: a guest's, which anybody may take. */
  readonly signer?: Signer;
  /** STUN and TURN servers beside those that the server hands out. */
  readonly iceServers?: readonly RTCIceServer[];
  readonly logger?: Logger;
}

/** A line that somebody wrote. */
export interface HeardLine {
  readonly from: string;
  /** Up to 20 lines, without controls: it may go to a terminal. */
  readonly text: string;
  /** `private`: to this program alone; `room`: to all in the room; `all`: on the server. */
  readonly to: 'private' | 'room' | 'all';
  /** Writes back to whom the line was for: its writer, the room, or all. */
  answer(text: string): void;
}

/** A call that rings. Once it is over, `answer` and `decline` do nothing, to no later call. */
export interface RingingCall {
  readonly from: string;
  /** `null`: a guest, whom nothing proves. */
  readonly key: PublicKey | null;
  answer(): void;
  /** @param text Is shown to the caller. */
  decline(text?: string): void;
}

type Lines = 'chat:say' | 'chat:tell' | 'room:say';
type Asked = { [K in Lines]: [name: K, payload: RequestPayload<K>] }[Lines];

/**
 * A client with picture and sound, without a window: it calls and is called, goes into rooms, says
 * and shows what it is given, sees and hears the others. Each `on...` returns what ends it.
 */
export class MediaClient {
  /** As it is signed in. */
  readonly name: string;
  private readonly store = new DisposableStore();
  private readonly persons = new Map<string, MediaPerson>();
  private readonly came = this.store.add(new Emitter<MediaPerson>());
  private readonly went = this.store.add(new Emitter<MediaPerson>());
  private readonly lines = this.store.add(new Emitter<HeardLine>());
  private readonly rings = this.store.add(new Emitter<RingingCall>());
  /** Those of whom `onPerson` told. */
  private readonly told = new Set<MediaPerson>();
  private ringListeners = 0;
  private readonly sessions: Sessions;
  private readonly voice = this.store.add(new SaidVoice());
  private readonly picture: PictureShow;
  private readonly logger: Logger;

  /** Use `openMediaClient`. */
  constructor(
    /** For all else that the server can be asked for, and tells. */
    readonly signalling: SignallingClient,
    { name, signer, iceServers = [], logger = SILENT_LOGGER }: MediaClientOptions,
  ) {
    this.name = name;
    this.logger = logger;
    const keyed = signer ?? null;
    this.sessions = openSessions({ signalling, signer: keyed, iceServers, logger });
    this.store.add(this.sessions);
    this.picture = this.store.add(
      new PictureShow((track) => {
        this.sessions.send('video', track);
      }),
    );
    this.sessions.send('audio', this.voice.track);
    this.listen();
  }

  /** All with whom there is a connection. */
  get people(): readonly MediaPerson[] {
    return [...this.told];
  }

  /** Somebody is there: there is a connection that carries picture and sound. */
  onPerson(listener: (person: MediaPerson) => void): () => void {
    return toUndo(this.came.event(listener));
  }

  /** Somebody is not there any more. */
  onGone(listener: (person: MediaPerson) => void): () => void {
    return toUndo(this.went.event(listener));
  }

  /** Somebody wrote, in private, in the room, or to all. */
  onLine(listener: (line: HeardLine) => void): () => void {
    return toUndo(this.lines.event(listener));
  }

  /** Somebody calls. Where nobody listens, calls are declined. */
  onCall(listener: (call: RingingCall) => void): () => void {
    const listening = this.rings.event(listener);
    this.ringListeners++;
    return toUndo(
      toDisposable(() => {
        listening.dispose();
        this.ringListeners--;
      }),
    );
  }

  /**
   * Goes into a room.
   *
   * @throws MediaClientError where it is not let in.
   */
  async join(room: string, { password }: { readonly password?: string } = {}): Promise<void> {
    const joined = await this.sessions.room.join(room, password ?? null);
    if (!joined.ok) throw new MediaClientError(`Not in the room ${room}`, joined.error);
  }

  /** Leaves the room; harmless where it is in none. */
  leave(): void {
    this.sessions.room.leave();
  }

  /**
   * Calls somebody, and resolves when they have answered and are connected.
   *
   * @throws MediaClientError where it does not come to that.
   */
  call(name: string): Promise<MediaPerson> {
    const { call } = this.sessions;
    return new Promise((resolve, reject) => {
      const fail = (reason: string): void => {
        listening.dispose();
        reject(new MediaClientError(`No call with ${name}`, reason));
      };
      const listening = new DisposableStore();
      listening.add(
        this.came.event((person) => {
          listening.dispose();
          resolve(person);
        }),
      );
      listening.add(
        call.onEnded(({ outcome }) => {
          fail(outcome);
        }),
      );
      if (!call.call(name)) fail('in-call');
    });
  }

  /** Ends the call; harmless where there is none. */
  hangUp(): void {
    this.sessions.call.hangUp();
  }

  /**
   * Says something to all who are there, after what it is saying already; resolves when it was
   * said.
   *
   * @param speech The path of a WAV file of 16 bits, or samples at 48 kHz, mono, -1 to 1.
   * @throws MediaClientError where it is no such file; what reading it throws.
   */
  async speak(speech: string | Float32Array): Promise<void> {
    const sound = typeof speech === 'string' ? readWav(speech) : speech;
    if (sound === null) throw new MediaClientError(`Cannot say ${String(speech)}`, 'no-wav');
    await this.voice.speak(sound);
  }

  /** Says no more of what it is saying. */
  hush(): void {
    this.voice.hush();
  }

  /**
   * What all who are there see from now on: a frame, as often as there is a new one, or a film.
   *
   * @throws DOMException where there is no such film.
   */
  show(picture: ShownPicture): Promise<void> {
    return this.picture.show(picture);
  }

  /** Writes to all in the room, to whom the call is with, or to all on the server. */
  say(text: string): void {
    const { room, call } = this.sessions;
    const { phase } = call;
    if (room.isIn) this.ask('room:say', { text });
    else if (isInCall(phase)) this.ask('chat:tell', { to: phase.peer, text });
    else this.ask('chat:say', { text });
  }

  /** Hangs up, leaves and signs out. */
  async close(): Promise<void> {
    this.hangUp();
    this.leave();
    for (const id of [...this.persons.keys()]) this.forget(id);
    this.store.dispose();
    await this.signalling.signOut({ force: false });
    this.signalling.dispose();
  }

  private listen(): void {
    const { store, sessions, signalling } = this;
    const { call, membership, remote } = sessions;
    store.add(
      membership.onChange((partners) => {
        for (const { id, name, key } of partners) this.meet(id, name, key);
        const ids = new Set(partners.map(({ id }) => id));
        for (const id of [...this.persons.keys()]) if (!ids.has(id)) this.forget(id);
      }),
    );
    store.add(
      remote.on('track', (heard) => {
        this.handleTrack(heard);
      }),
    );
    store.add(
      remote.on('textPicture', ({ id, value }) => {
        if (value.kind === 'received' && value.cells) this.persons.get(id)?.showText(value.cells);
      }),
    );
    store.add(
      remote.on('connection', ({ id, value }) => {
        if (value === 'connected') this.handleConnected(id);
      }),
    );
    store.add(
      call.onPhase((phase) => {
        if (phase.kind === 'incoming') this.ring(phase);
      }),
    );
    store.defer(
      signalling.onPush((push) => {
        this.hear(push);
      }),
    );
  }

  private meet(id: string, name: string, key: PublicKey | null): void {
    if (this.persons.has(id)) return;
    const person = new MediaPerson(name, key, {
      setView: (view) => {
        this.sessions.membership.setView(id, view);
      },
      tell: (text) => {
        this.ask('chat:tell', { to: name, text });
      },
    });
    this.persons.set(id, person);
  }

  private forget(id: string): void {
    const person = this.persons.get(id);
    this.persons.delete(id);
    if (person !== undefined && this.told.delete(person)) this.went.fire(person);
    person?.dispose();
  }

  private handleTrack({ id, value: { kind, track } }: OfRemote<RemoteTrack>): void {
    this.persons.get(id)?.setTrack(kind, track && nodeTrackOf(track));
  }

  private handleConnected(id: string): void {
    const person = this.persons.get(id);
    if (person === undefined) return;
    person.tellView();
    if (this.told.has(person)) return;
    this.told.add(person);
    this.voice.hold(LEAD_MS);
    this.came.fire(person);
  }

  /** Offers a call to the program, whose answer is for this one, whoever rings by then. */
  private ring({ peer: from, callId }: Extract<CallPhase, { kind: 'incoming' }>): void {
    const { call } = this.sessions;
    const isRinging = (): boolean => {
      const { phase } = call;
      return phase.kind === 'incoming' && phase.callId === callId;
    };
    const decline = (text?: string): void => {
      if (isRinging()) call.decline(text);
    };
    if (this.ringListeners === 0) decline();
    else
      this.rings.fire({
        from,
        key: call.partnerKey,
        answer: () => {
          if (isRinging()) call.answer();
        },
        decline,
      });
  }

  private hear({ name, payload }: Push): void {
    if (name !== 'chat:message' && name !== 'room:message') return;
    const from = sanitiseName(payload.from);
    const text = sanitiseText(payload.text);
    if (from === null || text === '') return;
    const to = !('to' in payload) ? 'room' : payload.to === null ? 'all' : 'private';
    const answer = (answered: string): void => {
      if (to === 'room') this.ask('room:say', { text: answered });
      else if (to === 'all') this.ask('chat:say', { text: answered });
      else this.ask('chat:tell', { to: from, text: answered });
    };
    this.lines.fire({ from, text, to, answer });
  }

  /** A line that the server refuses (to somebody who has left, say) is only logged. */
  private ask(...[name, payload]: Asked): void {
    void this.signalling.request(name, payload).then((outcome) => {
      if (!outcome.ok) this.logger.log('debug', 'Not heard', { name, why: outcome.reason });
    });
  }
}
