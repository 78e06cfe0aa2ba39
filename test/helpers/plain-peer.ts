import type { Page } from 'playwright-core';
import type { Signal } from '../../src/shared/protocol/messages';
import { TestClient } from '../integration/server/helpers/test-client';
import type { LumaFrame } from './fake-camera';

/** Where the page keeps what it made. */
interface PlainWindow {
  plain: { readonly connection: RTCPeerConnection; readonly picture: MediaStreamTrack };
  say: (signal: Signal) => Promise<void>;
}

/** What it sends: white on the left, black on the right. */
export const PLAIN_PICTURE: LumaFrame = {
  widthPx: 4,
  heightPx: 2,
  luma: Uint8Array.from([255, 255, 0, 0, 255, 255, 0, 0]),
};

/**
 * A WebRTC client that is not ours: it speaks the signalling, and sends a picture. No sound, no
 * data channel of its own, and not a word over one of ours.
 */
export class PlainPeer {
  private callId = '';

  private constructor(
    private readonly page: Page,
    private readonly client: TestClient,
  ) {}

  static async signIn(page: Page, serverUrl: string, name: string): Promise<PlainPeer> {
    const client = await new TestClient(serverUrl).connected();
    await client.signIn(name);
    const peer = new PlainPeer(page, client);
    await page.exposeFunction('say', async (signal: Signal) => {
      await client.ask('call:signal', { callId: peer.callId, signal });
    });
    return peer;
  }

  /** Calls, and offers when the call was accepted. */
  async call(to: string): Promise<void> {
    const { callId } = await this.client.ask('call:invite', { to });
    this.callId = callId;
    await this.client.next('call:accepted');
    await this.connect(true);
  }

  /** Waits to be called, and accepts. */
  async answer(): Promise<void> {
    const { callId } = await this.client.next('call:incoming');
    this.callId = callId;
    await this.connect(false);
    await this.client.ask('call:accept', { callId });
  }

  /** Sends no more pictures; the connection stays. */
  async turnOff(): Promise<void> {
    await this.page.evaluate(async () => {
      const { connection } = (window as unknown as PlainWindow).plain;
      for (const sender of connection.getSenders()) await sender.replaceTrack(null);
    });
  }

  async hangUp(): Promise<void> {
    await this.client.ask('call:hang-up', { callId: this.callId });
    await this.page.evaluate(() => {
      (window as unknown as PlainWindow).plain.connection.close();
    });
  }

  dispose(): void {
    this.client.dispose();
  }

  private async connect(isOffering: boolean): Promise<void> {
    await this.page.evaluate(makeConnection);
    if (isOffering) {
      await this.page.evaluate(async () => {
        const { plain, say } = window as unknown as PlainWindow;
        plain.connection.addTrack(plain.picture);
        await plain.connection.setLocalDescription();
        const { sdp } = plain.connection.localDescription!;
        await say({ kind: 'description', generation: 0, type: 'offer', sdp });
      });
    }
    void this.takeSignals();
  }

  /** Until the client is disposed of. */
  private async takeSignals(): Promise<void> {
    try {
      for (;;) {
        const { callId, signal } = await this.client.next('call:signal');
        if (callId === this.callId) await this.page.evaluate(take, signal);
      }
    } catch {
      // The page or the connection is closed: the test is over.
    }
  }
}

function makeConnection(): void {
  const canvas = document.createElement('canvas');
  canvas.width = 320;
  canvas.height = 240;
  const context = canvas.getContext('2d')!;
  let frame = 0;
  setInterval(() => {
    frame += 1;
    context.fillStyle = '#000';
    context.fillRect(0, 0, 320, 240);
    context.fillStyle = '#fff';
    context.fillRect(0, 0, 160, 240);
    // Something must change, or nothing is sent.
    context.fillStyle = frame % 2 === 0 ? '#888' : '#fff';
    context.fillRect(0, 0, 8, 8);
  }, 50);
  const [picture] = canvas.captureStream(20).getVideoTracks();
  const connection = new RTCPeerConnection();
  connection.addEventListener('icecandidate', ({ candidate }) => {
    if (candidate === null || candidate.candidate === '') return;
    const { candidate: text, sdpMid, sdpMLineIndex } = candidate;
    const { say } = window as unknown as PlainWindow;
    void say({ kind: 'candidate', generation: 0, candidate: text, sdpMid, sdpMLineIndex });
  });
  Object.assign(window, { plain: { connection, picture } });
}

async function take(signal: Signal): Promise<void> {
  const { plain, say } = window as unknown as PlainWindow;
  const { connection, picture } = plain;
  if (signal.kind === 'candidate') await connection.addIceCandidate(signal);
  if (signal.kind !== 'description') return;
  await connection.setRemoteDescription(signal);
  if (signal.type === 'answer') return;
  connection.addTrack(picture);
  await connection.setLocalDescription();
  const { sdp } = connection.localDescription!;
  await say({ kind: 'description', generation: 0, type: 'answer', sdp });
}
