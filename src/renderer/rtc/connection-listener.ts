import type { Disposable } from '../../shared/base/lifecycle';

/** Listens to one connection, until it is disposed of. */
export class ConnectionListener implements Disposable {
  private readonly listening = new AbortController();

  constructor(private readonly connection: RTCPeerConnection) {}

  on<K extends keyof RTCPeerConnectionEventMap>(
    event: K,
    handle: (event: RTCPeerConnectionEventMap[K]) => void,
  ): void {
    this.connection.addEventListener(event, handle, { signal: this.listening.signal });
  }

  dispose(): void {
    this.listening.abort();
  }
}
