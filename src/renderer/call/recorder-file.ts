/**
 * A file that grows, outside the page's heap: a browser puts blobs where it has room, on disk if
 * need be.
 */
export class RecorderFile {
  private readonly parts: Blob[] = [];

  append(text: string): void {
    this.parts.push(new Blob([text]));
  }

  /** All of it, in UTF-8. */
  async bytes(): Promise<Uint8Array> {
    return new Uint8Array(await new Blob(this.parts).arrayBuffer());
  }
}
