import type { Signal } from '../../../src/shared/protocol/messages';
import { SignallingClient } from '../../../src/shared/signalling/signalling-client';

// Runs in a page: the least that a video call through this server can be. One RTCPeerConnection, a
// camera that is already on, a microphone that is opened when somebody calls or answers, and a
// `<video>`.

const NO_LOGGER = { log: () => undefined };

class BarePeer {
  private readonly client = new SignallingClient({ logger: NO_LOGGER });
  private readonly video = document.createElement('video');
  private camera: MediaStreamTrack | null = null;
  private microphone: MediaStreamTrack | null = null;
  private connection: RTCPeerConnection | null = null;
  private callId: string | null = null;
  private received = new MediaStream();
  /** Signals are taken one after another, as they came. */
  private taken: Promise<void> = Promise.resolve();
  private shown: (() => void) | null = null;

  constructor() {
    this.video.muted = true;
    this.video.autoplay = true;
    this.client.onPush((push) => {
      if (push.name === 'call:incoming') this.callId = push.payload.callId;
      if (push.name === 'call:accepted') void this.offer();
      if (push.name !== 'call:signal') return;
      const { signal } = push.payload;
      this.taken = this.taken.then(() => this.take(signal));
    });
  }

  async signIn(server: string, name: string): Promise<void> {
    const wished = { width: 640, height: 480, frameRate: 30 };
    const stream = await navigator.mediaDevices.getUserMedia({ video: wished });
    [this.camera] = stream.getVideoTracks();
    document.body.append(this.video);
    const outcome = await this.client.signIn({ server, name, presence: 'available' });
    if (!outcome.ok) throw new Error(`not signed in: ${outcome.reason}`);
  }

  async call(to: string): Promise<void> {
    const outcome = await this.client.request('call:invite', { to });
    if (!outcome.ok) throw new Error(`not called: ${outcome.reason}`);
    this.callId = outcome.callId;
    void this.openMicrophone();
  }

  isRung(): boolean {
    return this.callId !== null;
  }

  /** Milliseconds from accepting to the first frame of the other end that is on the screen. */
  async answer(): Promise<number> {
    const startMs = performance.now();
    const isShown = new Promise<void>((resolve) => (this.shown = resolve));
    void this.openMicrophone();
    await this.client.request('call:accept', { callId: this.callId ?? '' });
    await isShown;
    return performance.now() - startMs;
  }

  async hangUp(): Promise<void> {
    await this.client.request('call:hang-up', { callId: this.callId ?? '' });
  }

  /** As if there had been no call. */
  forget(): void {
    this.connection?.close();
    this.connection = null;
    this.microphone?.stop();
    this.microphone = null;
    this.callId = null;
    this.video.srcObject = null;
    this.received = new MediaStream();
  }

  private async openMicrophone(): Promise<void> {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    const [track] = stream.getAudioTracks();
    if (this.callId === null) {
      track.stop();
      return;
    }
    this.microphone = track;
    this.sendVoice();
  }

  /** Nothing waits for the microphone: it is sent once there are a place and a track. */
  private sendVoice(): void {
    const places = this.connection?.getTransceivers() ?? [];
    const place = places.find(({ receiver }) => receiver.track.kind === 'audio');
    if (!place) return;
    place.direction = 'sendrecv';
    void place.sender.replaceTrack(this.microphone);
  }

  private async offer(): Promise<void> {
    const connection = this.connect();
    connection.addTransceiver('audio');
    this.sendVoice();
    await connection.setLocalDescription();
    await this.say({ type: 'offer', sdp: connection.localDescription?.sdp ?? '' });
  }

  private async take(signal: Signal): Promise<void> {
    if (signal.kind === 'candidate') await this.connection?.addIceCandidate(signal);
    if (signal.kind !== 'description') return;
    const connection = this.connection ?? this.connect();
    await connection.setRemoteDescription(signal);
    if (signal.type === 'answer') return;
    this.sendVoice();
    await connection.setLocalDescription();
    await this.say({ type: 'answer', sdp: connection.localDescription?.sdp ?? '' });
  }

  private connect(): RTCPeerConnection {
    const connection = new RTCPeerConnection();
    this.connection = connection;
    if (this.camera) connection.addTrack(this.camera);
    connection.addEventListener('icecandidate', ({ candidate }) => {
      if (!candidate?.candidate) return;
      const { candidate: text, sdpMid, sdpMLineIndex } = candidate;
      const signal = { kind: 'candidate', candidate: text, sdpMid, sdpMLineIndex } as const;
      void this.request({ ...signal, generation: 0 });
    });
    connection.addEventListener('track', ({ track }) => {
      this.received.addTrack(track);
      if (track.kind !== 'video') return;
      this.video.srcObject = this.received;
      this.video.requestVideoFrameCallback(() => this.shown?.());
    });
    return connection;
  }

  private async say(description: { type: 'offer' | 'answer'; sdp: string }): Promise<void> {
    await this.request({ kind: 'description', generation: 0, ...description });
  }

  private async request(signal: Signal): Promise<void> {
    await this.client.request('call:signal', { callId: this.callId ?? '', signal });
  }
}

declare global {
  interface Window {
    bare: BarePeer;
  }
}

window.bare = new BarePeer();
