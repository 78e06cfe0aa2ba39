import type { ReachFailure } from '../../../../src/shared/signalling/reach-failure';
import type { ServerAddress } from '../../../../src/shared/signalling/server-address';
import type {
  RawSocket,
  SocketEvent,
  SocketOpener,
} from '../../../../src/shared/signalling/server-connection';

interface Sent {
  readonly name: string;
  readonly payload: Record<string, unknown>;
  readonly ack: (reply: unknown) => void;
}

/** A socket without a network: the test is the server. */
export class FakeSocket implements RawSocket {
  readonly sent: Sent[] = [];
  isClosed = false;

  constructor(
    readonly address: ServerAddress,
    private readonly handle: (event: SocketEvent) => void,
  ) {}

  emit(name: string, payload: unknown, ack: (reply: unknown) => void): void {
    this.sent.push({ name, payload: payload as Record<string, unknown>, ack });
  }

  dispose(): void {
    this.isClosed = true;
  }

  // ── the server's part ──────────────────────────────────────────────────────────────────────────

  get last(): Sent {
    const sent = this.sent.at(-1);
    if (sent === undefined) throw new Error('nothing was sent');
    return sent;
  }

  connect(id = 'id-of-connection'): void {
    this.handle({ kind: 'connected', id });
  }

  lose(why = 'transport close', reach?: ReachFailure): void {
    this.handle({ kind: 'lost', why, ...(reach && { reach }) });
  }

  push(name: string, payload: unknown): void {
    this.handle({ kind: 'pushed', name, payload });
  }

  /** Grants the sign-in that was sent last. */
  admit(change: Record<string, unknown> = {}): void {
    const { name } = this.last.payload;
    const token = `token-${String(name)}-0123456789`;
    const granted = {
      ok: true,
      name,
      resumeToken: token,
      resumed: false,
      run: 'the-first-run',
      seq: 0,
      roster: 'everybody',
      people: [],
      callId: null,
      room: null,
    };
    this.last.ack({ ...granted, ...change });
  }

  refuse(reason: string): void {
    this.last.ack({ ok: false, reason });
  }
}

/** Every socket that a client opened, oldest first. */
export class FakeSockets {
  readonly all: FakeSocket[] = [];

  readonly open =
    (address: ServerAddress): SocketOpener =>
    (handle) => {
      const socket = new FakeSocket(address, handle);
      this.all.push(socket);
      return socket;
    };

  get newest(): FakeSocket {
    const socket = this.all.at(-1);
    if (socket === undefined) throw new Error('no socket was opened');
    return socket;
  }
}
