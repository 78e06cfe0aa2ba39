// The part of simple-peer that its one owner uses, for the prebuilt bundle, which has no types. Not
// taken from @types/simple-peer: that pulls Node's types (Buffer, process, another setTimeout) into
// a sandboxed renderer. A type test holds this against those types.
declare module 'simple-peer/simplepeer.min.js' {
  export interface PeerOptions {
    readonly initiator: boolean;
    readonly trickle: boolean;
    /** Each message arrives as it was sent, and text as a string. */
    readonly objectMode: boolean;
    readonly config: RTCConfiguration;
    readonly wrtc: {
      RTCPeerConnection: typeof RTCPeerConnection;
      RTCSessionDescription: typeof RTCSessionDescription;
      RTCIceCandidate: typeof RTCIceCandidate;
    };
  }

  /** What it tells the other end; see signal-codec.ts. */
  // eslint-disable-next-line @typescript-eslint/consistent-type-imports -- TS2439: no other form here
  type PeerSignal = import('./signal-codec').PeerSignal;

  export default class SimplePeer {
    constructor(options: PeerOptions);
    /** Whether the data channel is open. */
    readonly connected: boolean;
    /** When the channel opens, it asks here for the addresses in use before it is connected. */
    getStats: (tell: (error: null, entries: readonly object[]) => void) => void;
    /** Throws, or destroys the peer, on what it does not like. */
    signal(data: PeerSignal): void;
    /** Throws while the channel is not open. */
    send(data: string): void;
    /** At the answering end: asks the other for a new offer with a place for `kind`. */
    addTransceiver(kind: string): void;
    /** At the offering end: makes a new offer; at the answering one, asks for it. */
    negotiate(): void;
    destroy(error?: Error): void;
    on(event: 'signal', listener: (data: PeerSignal) => void): this;
    on(event: 'data', listener: (chunk: unknown) => void): this;
    on(event: 'error', listener: (error: Error & { code?: string }) => void): this;
    on(event: 'connect' | 'close', listener: () => void): this;
    removeAllListeners(event?: string): this;
  }
}
