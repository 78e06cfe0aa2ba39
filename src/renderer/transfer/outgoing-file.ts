import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Disposable } from '../../shared/base/lifecycle';
import { encodeChunk } from '../../shared/transfer/chunk';
import type { FileMessage, StopReason } from '../../shared/transfer/file-messages';
import { CHUNK_BYTES, MAX_WIRE_NAME_CHARS } from '../../shared/transfer/limits';
import { sendAllowance } from '../../shared/transfer/transfer-policy';

/** As much of a File as is needed. */
export interface SourceFile {
  readonly name: string;
  readonly size: number;
  slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

export interface OutgoingPorts {
  /** `false`: there is no channel now. */
  send(data: string | Uint8Array<ArrayBuffer>): boolean;
  tell(message: FileMessage): boolean;
  bufferedBytes(): number;
  /** More is written at the other end, or the state changed. */
  handleChange(): void;
}

export type OutgoingState =
  | { readonly kind: 'offered' }
  | { readonly kind: 'sending' }
  | { readonly kind: 'sent' }
  | { readonly kind: 'stopped'; readonly why: StopReason; readonly byPeer: boolean };

/**
 * One file on its way to the other end: offered, sent from where the other end says, as fast as it
 * is written there, and offered again when a link that broke was made again.
 */
export class OutgoingFile implements Disposable {
  private current: OutgoingState = { kind: 'offered' };
  private readonly hash = sha256.create();
  /** So much of the beginning is in the hash; what is sent once more is not hashed once more. */
  private hashedBytes = 0;
  private sentBytes = 0;
  private writtenBytes = 0;
  /** The other end waits for pieces: it has accepted over the channel that there is. */
  private isFlowing = false;
  private isPumping = false;
  /** Counts acceptances, so that what was read for an earlier one is not sent. */
  private flow = 0;
  private hashText: string | null = null;

  constructor(
    readonly id: string,
    readonly file: SourceFile,
    private readonly ports: OutgoingPorts,
  ) {}

  get state(): OutgoingState {
    return this.current;
  }

  /** What is known to be written at the other end. */
  get doneBytes(): number {
    return this.current.kind === 'sent' ? this.file.size : this.writtenBytes;
  }

  get isOpen(): boolean {
    return this.current.kind === 'offered' || this.current.kind === 'sending';
  }

  /** A channel is open: says what there is to send. */
  handleChannel(): void {
    this.isFlowing = false;
    const { id, current } = this;
    // Once more: it may have been lost with the link before.
    if (current.kind === 'stopped' && !current.byPeer) {
      this.ports.tell({ kind: 'stop', id, why: current.why });
    }
    if (!this.isOpen) return;
    const { name, size: sizeBytes } = this.file;
    this.ports.tell({ kind: 'offer', id, name: name.slice(0, MAX_WIRE_NAME_CHARS), sizeBytes });
  }

  /** The channel is gone; the file waits for the next. */
  handleBreak(): void {
    this.isFlowing = false;
  }

  handleAccept(offset: number): void {
    // Never beyond what was sent: those bytes would be missing from the hash.
    if (!this.isOpen || offset > this.sentBytes) return;
    this.sentBytes = offset;
    this.writtenBytes = offset;
    this.isFlowing = true;
    this.flow += 1;
    this.become({ kind: 'sending' });
    void this.pump();
  }

  handleProgress(offset: number): void {
    if (!this.isFlowing || offset < this.writtenBytes || offset > this.sentBytes) return;
    this.writtenBytes = offset;
    this.ports.handleChange();
    void this.pump();
  }

  handleDrained(): void {
    void this.pump();
  }

  handleDone(): void {
    if (this.current.kind === 'sending' && this.sentBytes === this.file.size) {
      this.become({ kind: 'sent' });
    }
  }

  handleStop(why: StopReason): void {
    if (this.isOpen) this.become({ kind: 'stopped', why, byPeer: true });
  }

  /** Ends it from here. */
  stop(why: StopReason): void {
    if (!this.isOpen) return;
    this.ports.tell({ kind: 'stop', id: this.id, why });
    this.become({ kind: 'stopped', why, byPeer: false });
  }

  dispose(): void {
    this.stop('cancelled');
  }

  private become(state: OutgoingState): void {
    this.current = state;
    if (!this.isOpen) this.isFlowing = false;
    this.ports.handleChange();
  }

  private allowance(): number {
    if (!this.isFlowing) return 0;
    return sendAllowance({
      sizeBytes: this.file.size,
      sentBytes: this.sentBytes,
      writtenBytes: this.writtenBytes,
      bufferedBytes: this.ports.bufferedBytes(),
    });
  }

  private async pump(): Promise<void> {
    if (this.isPumping) return;
    this.isPumping = true;
    try {
      for (let bytes = this.allowance(); bytes > 0; bytes = this.allowance()) {
        await this.sendNext(bytes);
      }
    } catch {
      // It was moved, changed or deleted meanwhile: the browser refuses to read it any more.
      this.stop('failed');
    } finally {
      this.isPumping = false;
    }
    this.tellEnd();
  }

  private async sendNext(lengthBytes: number): Promise<void> {
    const { flow, sentBytes: start } = this;
    const block = new Uint8Array(await this.file.slice(start, start + lengthBytes).arrayBuffer());
    if (block.length !== lengthBytes) throw new Error('The file is shorter than it was.');
    if (flow !== this.flow) return;
    for (let at = 0; at < block.length && this.isFlowing; at += CHUNK_BYTES) {
      this.sendChunk(block.subarray(at, at + CHUNK_BYTES));
    }
  }

  private sendChunk(bytes: Uint8Array<ArrayBuffer>): void {
    const { id, sentBytes: offset } = this;
    if (!this.ports.send(encodeChunk({ id, offset, bytes }))) {
      // The channel is gone; the other end says where to go on over the next.
      this.isFlowing = false;
      return;
    }
    this.sentBytes += bytes.length;
    const fresh = this.sentBytes - this.hashedBytes;
    if (fresh <= 0) return;
    this.hash.update(bytes.subarray(bytes.length - fresh));
    this.hashedBytes = this.sentBytes;
  }

  private tellEnd(): void {
    if (!this.isFlowing || this.sentBytes < this.file.size) return;
    this.isFlowing = false;
    this.hashText ??= bytesToHex(this.hash.digest());
    this.ports.tell({ kind: 'end', id: this.id, sha256: this.hashText });
  }
}
