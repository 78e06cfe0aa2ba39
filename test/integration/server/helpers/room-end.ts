import type { RoomMember } from '../../../../src/shared/protocol/room-messages';
import { NegotiatingConnection } from './negotiating-connection';
import type { TestClient } from './test-client';

/**
 * Connects a client of WebCRT's own with those in a room who came by a gateway, as the app does:
 * it offers, whoever came later, and answers an offer where none of its own is open.
 */
export class RoomEnd {
  readonly connections = new Map<string, NegotiatingConnection>();
  private readonly generations = new Map<string, number>();
  private isGone = false;

  private constructor(private readonly client: TestClient) {}

  static async join(client: TestClient, slug: string): Promise<RoomEnd> {
    const end = new RoomEnd(client);
    const { members } = await client.ask('room:join', { slug });
    for (const member of members) end.connect(member);
    void end.listen();
    return end;
  }

  async leave(): Promise<void> {
    this.isGone = true;
    for (const connection of this.connections.values()) connection.close();
    this.connections.clear();
    await this.client.ask('room:leave', {});
  }

  /** Another track for everybody: it offers anew. */
  offerAgain(track: string): void {
    for (const connection of this.connections.values()) connection.addTrack(track);
  }

  /** As after a loss: makes its connection with everybody anew. */
  restart(): void {
    for (const [id, connection] of [...this.connections]) {
      connection.close();
      this.generations.set(id, this.generationOf(id) + 1);
      this.connectWith(id);
    }
  }

  private generationOf(id: string): number {
    return this.generations.get(id) ?? 0;
  }

  private connect({ id, via }: RoomMember): void {
    if (via !== undefined) this.connectWith(id);
  }

  private connectWith(id: string): void {
    const connection = new NegotiatingConnection();
    this.connections.set(id, connection);
    connection.addEventListener('icecandidate', (event) => {
      const { candidate } = event as Event & { candidate: Candidate | null };
      if (candidate !== null) void this.signal(id, { kind: 'candidate', ...candidate });
    });
    connection.addEventListener('negotiationneeded', () => {
      void this.describe(id, connection);
    });
    connection.addTrack('camera of WebCRT');
  }

  private async describe(id: string, connection: NegotiatingConnection): Promise<void> {
    await connection.setLocalDescription();
    await this.signal(id, { kind: 'description', ...connection.localDescription! });
  }

  private async signal(to: string, signal: object): Promise<void> {
    await this.client.send('room:signal', {
      to,
      signal: { generation: this.generationOf(to), ...signal },
    });
  }

  private async listen(): Promise<void> {
    try {
      while (!this.isGone) await this.hear();
    } catch {
      // The connection to the server is closed: the test is over.
    }
  }

  private async hear(): Promise<void> {
    const push = await this.client.nextOfAll();
    if (push.name === 'room:joined') this.connect(push.payload.member);
    if (push.name === 'room:left') {
      this.connections.get(push.payload.member)?.close();
      this.connections.delete(push.payload.member);
    }
    if (push.name !== 'room:signal') return;
    const { from, signal } = push.payload;
    const connection = this.connections.get(from);
    if (connection === undefined || signal.generation !== this.generationOf(from)) return;
    if (signal.kind === 'candidate') {
      // It may be of an offer that was not taken.
      await connection.addIceCandidate(signal).catch(() => undefined);
    }
    if (signal.kind !== 'description') return;
    // It stands by its own offer: the other one yields.
    if (signal.type === 'offer' && connection.signalingState !== 'stable') return;
    await connection.setRemoteDescription(signal);
    if (signal.type === 'offer') await this.describe(from, connection);
  }
}

interface Candidate {
  readonly candidate: string;
  readonly sdpMid: string | null;
  readonly sdpMLineIndex: number | null;
}
