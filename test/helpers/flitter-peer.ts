import { GatewayPeer } from '../integration/server/helpers/gateway-peer';
import type { PlainEnd, PlainEndFactory } from './plain/plain-end';

/**
 * A node like flitter's: it joins a room, calls its partner as soon as it sees them there, answers
 * whoever calls it, sends and takes pictures only, and leaves the server once it is connected.
 */
export class FlitterPeer {
  private end: PlainEnd | null = null;

  private constructor(
    private readonly gateway: GatewayPeer,
    private readonly partner: string,
    private readonly createEnd: PlainEndFactory,
  ) {
    void gateway.takeAll((message) => this.take(message));
  }

  /** @param createEnd of ends that have all their candidates in their descriptions */
  static async join(
    serverUrl: string,
    { room, id, partner }: { readonly room: string; readonly id: string; readonly partner: string },
    createEnd: PlainEndFactory,
  ): Promise<FlitterPeer> {
    const gateway = await GatewayPeer.open(serverUrl.replace(/\/$/, ''), '/flitter');
    const peer = new FlitterPeer(gateway, partner, createEnd);
    gateway.say({ type: 'join', id, room });
    return peer;
  }

  /** It has left the server. */
  get isAway(): boolean {
    return this.gateway.isClosed;
  }

  /** Frames that arrived so far. */
  async frames(): Promise<number> {
    return (await this.end?.figures())?.frames ?? 0;
  }

  /** Quits, which it says to nobody: the connection closes. */
  async quit(): Promise<void> {
    this.gateway.dispose();
    const { end } = this;
    this.end = null;
    await end?.close();
  }

  private async take(message: Record<string, unknown>): Promise<void> {
    const { type, from, offer, answer } = message as Record<string, string>;
    if (type === 'members') await this.seeAll(message.members as string[]);
    else if (type === 'call') {
      const end = await this.connect(from, 'answer');
      await end.start(false);
      await end.take({ kind: 'description', type: 'offer', sdp: offer });
    } else if (type === 'answer') {
      await this.end?.take({ kind: 'description', type: 'answer', sdp: answer });
      this.gateway.say({ type: 'finished', to: from });
      this.gateway.close();
    } else if (type === 'finished') this.gateway.close();
  }

  private async seeAll(members: readonly string[]): Promise<void> {
    if (this.end !== null || !members.includes(this.partner)) return;
    await (await this.connect(this.partner, 'offer')).start(true);
  }

  private async connect(to: string, role: 'offer' | 'answer'): Promise<PlainEnd> {
    await this.end?.close();
    this.end = await this.createEnd('video', (signal) => {
      // It has no word for candidates. And a page that is called makes an offer first, and takes
      // it back.
      if (signal.kind === 'candidate' || signal.type !== role) return;
      const type = role === 'offer' ? 'call' : 'answer';
      this.gateway.say({ type, to, [role]: signal.sdp });
    });
    return this.end;
  }
}
