/** Where browsers and other apps on the same network reach this app's own server. */
export interface HostingReport {
  /** `https://192.168.1.5:8443/`, the certificate's fingerprint behind it for apps to pin. */
  readonly url: string;
  /** SHA-256 of the certificate that it shows, `AB:CD:...`. */
  readonly fingerprint: string;
  /** The interface on which it listens: `eth0`. */
  readonly network: string;
  /** The address at which this app itself reaches that server, ws://. */
  readonly ownServer: string;
}

/** The app's own server, for others on the network: off until it is asked for. */
export interface HostingApi {
  /**
   * Lets the server listen on the network of the setting `lan_interface`, at `host_port`. Rejects
   * with a sentence when it cannot. Once more while it does: what it said before.
   */
  start(): Promise<HostingReport>;
  /** Stops listening, and puts everybody out who came that way. `false`: it did not listen. */
  stop(): Promise<boolean>;
  /** `null`: it does not listen. */
  report(): Promise<HostingReport | null>;
}
