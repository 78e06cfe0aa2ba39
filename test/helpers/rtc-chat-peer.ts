import { GatewayPeer } from '../integration/server/helpers/gateway-peer';
import type { PlainEnd, PlainEndFactory, PlainFigures, PlainSignal } from './plain/plain-end';

interface Envelope {
  readonly sender: string;
  readonly type: string;
  readonly data: unknown;
}
type Candidate = Omit<Extract<PlainSignal, { kind: 'candidate' }>, 'kind'>;
interface RoomInfo {
  readonly clients: readonly { readonly id: string; readonly username: string }[];
}

const GROUND_CONTROL = 'ground control';
const NOTHING: PlainFigures = { frames: 0, soundPackets: 0 };

/**
 * A page like RTC-Chat's and Camus's: it speaks their messages, offers to each of those who are in
 * the room as soon as it hears of them, and sends them sound and picture.
 */
export class RtcChatPeer {
  private readonly ends = new Map<string, PlainEnd>();
  private readonly listening: Promise<void>;
  private ownId = '';
  /** What was said in the room, newest last. */
  readonly lines: string[] = [];
  /** What the server told it that it does wrong. */
  readonly complaints: unknown[] = [];

  private constructor(
    private readonly gateway: GatewayPeer,
    private readonly createEnd: PlainEndFactory,
  ) {
    this.listening = gateway.takeAll((message) => this.take(message as unknown as Envelope));
  }

  /** @param createEnd of ends that give way where two offers cross */
  static async enter(
    serverUrl: string,
    slug: string,
    username: string,
    createEnd: PlainEndFactory,
  ): Promise<RtcChatPeer> {
    const gateway = await GatewayPeer.open(serverUrl.replace(/\/$/, ''), `/room/${slug}/ws`);
    const peer = new RtcChatPeer(gateway, createEnd);
    for (const type of ['ping', 'get-ice-servers', 'get-room-info']) peer.tell(type, Date.now());
    peer.tell('profile', { username });
    return peer;
  }

  say(text: string): void {
    this.tell('text', { from: '', time: 0, text }, 'room');
  }

  /** What arrived so far from the one who is there. */
  async figures(): Promise<PlainFigures> {
    const [end] = this.ends.values();
    return (await end?.figures()) ?? NOTHING;
  }

  /** As its page does when it is closed. */
  async leave(): Promise<void> {
    this.tell('bye', Date.now());
    await this.listening;
    for (const id of [...this.ends.keys()]) await this.forget(id);
  }

  private tell(type: string, data: unknown, receiver = GROUND_CONTROL): void {
    this.gateway.say({ receiver, type, data });
  }

  private async take({ sender, type, data }: Envelope): Promise<void> {
    if (type === 'room-info') await this.meetAll(data as RoomInfo);
    else if (type === 'bye') await this.forget(sender);
    else if (type === 'text') this.lines.push((data as { text: string }).text);
    else if (type === 'error') this.complaints.push(data);
    else if (type === 'offer' || type === 'answer') {
      const end = this.ends.get(sender) ?? (await this.meet(sender, false));
      await end.take({ kind: 'description', ...(data as { type: typeof type; sdp: string }) });
    } else if (type === 'icecandidate') {
      await this.ends.get(sender)?.take({ kind: 'candidate', ...(data as Candidate) });
    }
  }

  /** The first of those listed is the page itself. */
  private async meetAll({ clients: [own, ...others] }: RoomInfo): Promise<void> {
    this.ownId = own.id;
    for (const { id } of others) if (!this.ends.has(id)) await this.meet(id, true);
  }

  private async meet(id: string, isOffering: boolean): Promise<PlainEnd> {
    // Whose own id sorts first gives way, and the end does.
    if (id < this.ownId) throw new Error(`${this.ownId} is not to give way to ${id}`);
    const end = await this.createEnd('both', (signal) => {
      if (signal.kind === 'description') {
        this.tell(signal.type, { type: signal.type, sdp: signal.sdp }, id);
      } else {
        const { candidate, sdpMid, sdpMLineIndex } = signal;
        this.tell('icecandidate', { candidate, sdpMid, sdpMLineIndex }, id);
      }
    });
    this.ends.set(id, end);
    await end.start(isOffering);
    return end;
  }

  private async forget(id: string): Promise<void> {
    const end = this.ends.get(id);
    this.ends.delete(id);
    await end?.close();
  }
}
