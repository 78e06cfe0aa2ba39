/**
 * The certificate of the other end that one call, or one person's stay in a room, is tied to: the
 * one that its first description named. It holds over all connections that are made for it, one
 * after another: whoever relays the signals must not get another end in by the pretext of a broken
 * network. Whether the first was the right one, it cannot know.
 */
export class CertificatePin {
  private held: string | null = null;

  /** SHA-256, as `AB:CD:…`; `null` until a description came. */
  get fingerprint(): string | null {
    return this.held;
  }

  /** Whether a description that names this certificate may be taken. */
  allows(fingerprint: string): boolean {
    return this.held === null || this.held === fingerprint;
  }

  /** Nothing ever went to whoever showed it, or came from them: the next one is the first again. */
  forget(): void {
    this.held = null;
  }

  /** Ties to `fingerprint`, if to nothing yet. */
  hold(fingerprint: string): void {
    this.held ??= fingerprint;
  }
}
