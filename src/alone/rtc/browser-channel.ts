import type { RTCDataChannel as WeriftChannel } from 'werift';

const OPEN_EVENTS = ['open', 'close', 'bufferedamountlow'] as const;

/** A data channel of werift's, as the parts of the window know one: bytes are ArrayBuffers. */
class BrowserChannel extends EventTarget {
  binaryType = 'arraybuffer';

  constructor(private readonly channel: WeriftChannel) {
    super();
    for (const name of OPEN_EVENTS) {
      channel.addEventListener(name, () => {
        this.dispatchEvent(new Event(name));
      });
    }
    channel.onMessage.subscribe((message) => {
      const data = typeof message === 'string' ? message : bufferOf(message);
      this.dispatchEvent(new MessageEvent('message', { data }));
    });
  }

  get readyState(): string {
    return this.channel.readyState;
  }

  get bufferedAmount(): number {
    return this.channel.bufferedAmount;
  }

  get bufferedAmountLowThreshold(): number {
    return this.channel.bufferedAmountLowThreshold;
  }

  set bufferedAmountLowThreshold(bytes: number) {
    this.channel.bufferedAmountLowThreshold = bytes;
  }

  send(data: string | ArrayBuffer | ArrayBufferView): void {
    this.channel.send(typeof data === 'string' ? data : bytesOf(data));
  }

  close(): void {
    this.channel.close();
  }
}

export function browserChannel(channel: WeriftChannel): RTCDataChannel {
  // They use what a BrowserChannel has.
  return new BrowserChannel(channel) as unknown as RTCDataChannel;
}

function bufferOf(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}

function bytesOf(data: ArrayBuffer | ArrayBufferView): Buffer {
  if (data instanceof ArrayBuffer) return Buffer.from(data);
  return Buffer.from(data.buffer, data.byteOffset, data.byteLength);
}
