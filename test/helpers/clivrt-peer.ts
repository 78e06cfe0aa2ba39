import { GatewayPeer } from '../integration/server/helpers/gateway-peer';
import type { PlainEnd, PlainEndFactory, PlainSignal } from './plain/plain-end';
import { createWeriftEnd } from './plain/werift-end';

type Candidate = Omit<Extract<PlainSignal, { kind: 'candidate' }>, 'kind'>;
interface Sdp {
  readonly type: 'offer' | 'answer';
  readonly sdp: string;
}

/**
 * A program like clivrt's own: it speaks the words of `/chat/NAME`, answers every call by itself,
 * and sends and takes pictures only.
 */
export class ClivrtPeer {
  private end: PlainEnd | null = null;
  private target = '';

  private constructor(
    private readonly gateway: GatewayPeer,
    readonly name: string,
    private readonly createEnd: PlainEndFactory,
  ) {
    void gateway.takeAll((message) => this.take(message));
  }

  /** By itself it sends back what it gets, so that whoever calls it sees themselves. */
  static async open(
    serverUrl: string,
    name: string,
    createEnd: PlainEndFactory = createWeriftEnd,
  ): Promise<ClivrtPeer> {
    const gateway = await GatewayPeer.open(serverUrl.replace(/\/$/, ''), `/chat/${name}`);
    return new ClivrtPeer(gateway, name, createEnd);
  }

  async call(target: string): Promise<void> {
    const end = await this.connect(target, 'offer');
    await end.start(true);
  }

  get isInCall(): boolean {
    return this.end !== null;
  }

  /** A line of chat, to everybody. */
  say(text: string): void {
    this.gateway.say({ type: 'message', text, id: '1', date: new Date().toISOString() });
  }

  /** As the page of clivrt's service does; its program in a terminal only closes the connection. */
  async hangUp(): Promise<void> {
    this.gateway.say({ type: 'hang-up', target: this.target, name: this.name });
    await this.end?.close();
    this.end = null;
  }

  /** Quits. */
  async dispose(): Promise<void> {
    this.gateway.dispose();
    await this.end?.close();
  }

  private async take({ type, name, sdp, candidate }: Record<string, unknown>): Promise<void> {
    if (type === 'video-offer') {
      const end = await this.connect(name as string, 'answer');
      await end.start(false);
      await end.take({ kind: 'description', ...(sdp as Sdp) });
    } else if (type === 'video-answer') {
      await this.end?.take({ kind: 'description', ...(sdp as Sdp) });
    } else if (type === 'new-ice-candidate') {
      await this.end?.take({ kind: 'candidate', ...(candidate as Candidate) });
    } else if (type === 'hang-up') {
      await this.end?.close();
      this.end = null;
    }
  }

  private async connect(target: string, role: Sdp['type']): Promise<PlainEnd> {
    await this.end?.close();
    this.target = target;
    this.end = await this.createEnd('video', (signal) => {
      // Its offers and answers have all candidates in them; those of a page come one by one.
      if (signal.kind === 'candidate') {
        // Of its fields only those that the gateway reads count.
        const candidate = signal;
        this.gateway.say({ type: 'new-ice-candidate', target, name: this.name, candidate });
        return;
      }
      const { type, sdp } = signal;
      // It has one description to say; a page that is called makes an offer first, and takes it
      // back.
      if (type === role)
        this.gateway.say({ type: `video-${type}`, target, name: this.name, sdp: { type, sdp } });
    });
    return this.end;
  }
}
