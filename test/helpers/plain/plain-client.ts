import type { Signal } from '../../../src/shared/protocol/messages';
import { TestClient } from '../../integration/server/helpers/test-client';
import type { PlainEnd, PlainEndFactory, PlainFigures, PlainMedia, PlainSignal } from './plain-end';

/** Somebody whose program is not WebCRT, as a test uses them. */
export interface PlainPerson {
  /** Calls, and connects when the call is accepted. */
  call(to: string, media: PlainMedia): Promise<void>;
  /** Accepts the next call, by itself. */
  answer(media: PlainMedia): Promise<void>;
  /** Makes a room, and connects with whoever comes. */
  create(slug: string, media: PlainMedia): Promise<void>;
  /** Enters a room, and connects with whoever is in it or comes. */
  enter(slug: string, media: PlainMedia): Promise<void>;
  leave(): Promise<void>;
  /** Ends a call as its library does by itself, or else in a word to the server. */
  hangUp(): Promise<void>;
  figures(): Promise<PlainFigures>;
  dispose(): Promise<void>;
}

const NOTHING: PlainFigures = { frames: 0, soundPackets: 0 };

/** The connection with one other end, of the newest generation that they have begun. */
class Talk {
  private end: Promise<PlainEnd> | null = null;
  private generation = -1;
  private work: Promise<void> = Promise.resolve();
  private isClosed = false;

  constructor(
    private readonly createEnd: PlainEndFactory,
    private readonly media: PlainMedia,
    private readonly send: (signal: Signal) => Promise<unknown>,
  ) {}

  start(isOffering: boolean): Promise<void> {
    // The other end may have said something already.
    if (this.generation < 0) this.begin(0, isOffering);
    return this.work;
  }

  take(signal: Signal): void {
    const { generation } = signal;
    if (generation > this.generation) this.begin(generation, false);
    const { kind } = signal;
    if (generation !== this.generation || (kind !== 'description' && kind !== 'candidate')) return;
    this.run((end) => end.take(signal));
  }

  async figures(): Promise<PlainFigures> {
    return (await (await this.end)?.figures()) ?? NOTHING;
  }

  /** For good: whatever is wanted of it later, nothing more is begun. */
  async close(): Promise<void> {
    this.isClosed = true;
    await this.drop();
  }

  private async drop(): Promise<void> {
    const { end } = this;
    this.end = null;
    await (await end)?.close();
  }

  private begin(generation: number, isOffering: boolean): void {
    if (this.isClosed) return;
    void this.drop();
    this.generation = generation;
    this.end = this.createEnd(this.media, (signal: PlainSignal) => {
      if (generation === this.generation) void this.send({ ...signal, generation });
    });
    this.run((end) => end.start(isOffering));
  }

  /** One step after another; what is of a connection that is closed by then is over. */
  private run(step: (end: PlainEnd) => Promise<void>): void {
    const { end } = this;
    this.work = this.work.then(async () => {
      const current = await end;
      if (current !== null && this.end === end) await step(current).catch(() => undefined);
    });
  }
}

/**
 * A program that speaks WebCRT's signalling, and says in its handshake that it knows plain WebRTC
 * only. What connects it is given.
 */
export class PlainClient implements PlainPerson {
  private readonly talks = new Map<string, Talk>();
  private media: PlainMedia = 'none';
  private isInRoom = false;
  private isDisposed = false;

  private constructor(
    private readonly client: TestClient,
    private readonly createEnd: PlainEndFactory,
    private readonly isWordless: boolean,
  ) {
    client.socket.on('call:signal', ({ callId, signal }: { callId: string; signal: Signal }) => {
      this.talks.get(callId)?.take(signal);
    });
    client.socket.on('call:ended', ({ callId }: { callId: string }) => {
      this.end(callId);
    });
    client.socket.on('room:signal', ({ from, signal }: { from: string; signal: Signal }) => {
      this.talks.get(from)?.take(signal);
    });
    client.socket.on('room:joined', ({ member }: { member: { id: string } }) => {
      void this.meet(member.id);
    });
    client.socket.on('room:left', ({ member }: { member: string }) => {
      this.end(member);
    });
  }

  static async signIn(
    serverUrl: string,
    name: string,
    create: PlainEndFactory,
    /** Its library tells the other end of a connection that it closes. */
    isWordless = true,
  ): Promise<PlainClient> {
    const client = await new TestClient(serverUrl, { isPlain: true }).connected();
    await client.signIn(name);
    return new PlainClient(client, create, isWordless);
  }

  async call(to: string, media: PlainMedia): Promise<void> {
    const { callId } = await this.client.ask('call:invite', { to });
    await this.client.next('call:accepted');
    await this.connect(callId, media).start(true);
  }

  async answer(media: PlainMedia): Promise<void> {
    const { callId } = await this.client.next('call:incoming');
    const talk = this.connect(callId, media);
    await this.client.ask('call:accept', { callId });
    await talk.start(false);
  }

  async create(slug: string, media: PlainMedia): Promise<void> {
    this.media = media;
    this.isInRoom = true;
    await this.client.ask('room:create', { name: slug, isPrivate: false });
  }

  async enter(slug: string, media: PlainMedia): Promise<void> {
    this.media = media;
    this.isInRoom = true;
    const { members } = await this.client.ask('room:join', { slug });
    for (const { id } of members) await this.meet(id);
  }

  async leave(): Promise<void> {
    this.isInRoom = false;
    await this.client.ask('room:leave', {});
    await this.close();
  }

  async hangUp(): Promise<void> {
    const [callId = ''] = this.talks.keys();
    if (!this.isWordless) await this.client.ask('call:hang-up', { callId });
    await this.close();
  }

  private async close(): Promise<void> {
    const talks = [...this.talks.values()];
    this.talks.clear();
    for (const talk of talks) await talk.close();
  }

  async figures(): Promise<PlainFigures> {
    const all = await Promise.all([...this.talks.values()].map((talk) => talk.figures()));
    return all.at(0) ?? NOTHING;
  }

  async dispose(): Promise<void> {
    this.isDisposed = true;
    this.client.dispose();
    await this.close();
  }

  private connect(callId: string, media: PlainMedia): Talk {
    return this.add(callId, media, (signal) =>
      this.client.request('call:signal', { callId, signal }),
    );
  }

  private async meet(id: string): Promise<void> {
    if (!this.isInRoom || this.isDisposed || this.talks.has(id)) return;
    await this.add(id, this.media, (signal) =>
      this.client.request('room:signal', { to: id, signal }),
    ).start(false);
  }

  private add(id: string, media: PlainMedia, send: (signal: Signal) => Promise<unknown>): Talk {
    if (this.isDisposed) throw new Error('This one has gone.');
    const talk = new Talk(this.createEnd, media, send);
    this.talks.set(id, talk);
    return talk;
  }

  private end(id: string): void {
    void this.talks.get(id)?.close();
    this.talks.delete(id);
  }
}
