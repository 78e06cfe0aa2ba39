import type { Disposable } from '../../shared/base/lifecycle';
import type { SoundPlan } from '../../shared/call/sound-plan';
import type { RedundancyOptions, RedundancyRequest } from '../workers/redundancy-messages';

// How often the packets of a voice say again what those before said. A browser repeats once where
// it knows RFC 2198 at all; with a transform in a worker of ours it is as often as is planned.

/** One for all links: it has next to nothing to do. */
let worker: Worker | null = null;

function startWorker(): Worker {
  return new Worker(new URL('../workers/redundancy-worker.ts', import.meta.url), {
    type: 'module',
  });
}

/** The redundancy of what one sender sends, until disposed. */
export class SenderRedundancy implements Disposable {
  private readonly ending = new AbortController();
  /** `null`: this browser has no such transforms, and goes on as it does by itself. */
  private readonly port: MessagePort | null;

  constructor(sender: RTCRtpSender) {
    this.port = this.attach(sender);
  }

  setCopies(copies: SoundPlan['copies']): void {
    const request: RedundancyRequest = { copies };
    this.port?.postMessage(request);
  }

  dispose(): void {
    this.ending.abort();
    this.port?.close();
  }

  private attach(sender: RTCRtpSender): MessagePort | null {
    if (!('RTCRtpScriptTransform' in globalThis) || !('transform' in sender)) return null;
    worker ??= startWorker();
    const detach = (): void => {
      sender.transform = null;
    };
    // A worker that does not start would keep every packet.
    worker.addEventListener('error', detach, { signal: this.ending.signal });
    const { port1, port2 } = new MessageChannel();
    const options: RedundancyOptions = { port: port2 };
    sender.transform = new RTCRtpScriptTransform(worker, options, [port2]);
    return port1;
  }
}
