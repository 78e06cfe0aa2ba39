import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Disposable } from '../../shared/base/lifecycle';
import type { FileMessage, StopReason } from '../../shared/transfer/file-messages';
import { PROGRESS_EVERY_BYTES } from '../../shared/transfer/limits';
import { isNextChunk } from '../../shared/transfer/transfer-policy';
import { ByteGatherer } from './byte-gatherer';
import type { FileSink } from './file-sink';

export interface IncomingPorts {
  tell(message: FileMessage): boolean;
  /** Asks where the file is to go; `null`: nowhere. Rejects with a sentence. */
  openSink(name: string, sizeBytes: number): Promise<FileSink | null>;
  /** More is written, or the state changed. */
  handleChange(): void;
}

export type IncomingState =
  | { readonly kind: 'offered' }
  | { readonly kind: 'opening' }
  | { readonly kind: 'receiving' }
  /** `as`: what the file is called now. */
  | { readonly kind: 'saved'; readonly as: string }
  | {
      readonly kind: 'stopped';
      readonly why: StopReason;
      readonly byPeer: boolean;
      /** A sentence of the host's, where it refused; '' otherwise. */
      readonly text: string;
    };

/** So much is written in one go. */
const WRITE_BYTES = 256 * 1024;

/**
 * One file that the other end offers: taken where the user says, checked against its hash, kept or
 * discarded.
 */
export class IncomingFile implements Disposable {
  private current: IncomingState = { kind: 'offered' };
  private readonly hash = sha256.create();
  private readonly gathered = new ByteGatherer(WRITE_BYTES);
  /** Of all of it. */
  private hashText: string | null = null;
  private sink: FileSink | null = null;
  /** What has come, and what of it is in the file. */
  receivedBytes = 0;
  writtenBytes = 0;
  private toldBytes = 0;
  /** One write after the other. */
  private writes: Promise<void> = Promise.resolve();

  /** `name`: as it is shown and saved. */
  constructor(
    readonly id: string,
    readonly name: string,
    readonly sizeBytes: number,
    private readonly ports: IncomingPorts,
  ) {}

  get state(): IncomingState {
    return this.current;
  }

  get isOpen(): boolean {
    return this.current.kind !== 'saved' && this.current.kind !== 'stopped';
  }

  /** The user takes it. Whoever then does not say where to is asked again. */
  async accept(): Promise<void> {
    if (this.current.kind !== 'offered') return;
    this.become({ kind: 'opening' });
    try {
      const sink = await this.ports.openSink(this.name, this.sizeBytes);
      if (sink !== null) this.start(sink);
      // They shut the dialog: that says nothing about the file.
      else if (this.isOpening) this.become({ kind: 'offered' });
    } catch (error) {
      this.fail(error);
    }
  }

  /** The other end offers it once more: the link is a new one. */
  handleOfferAgain(): void {
    if (this.current.kind === 'receiving') this.tellAccept();
    if (this.current.kind === 'saved') this.ports.tell({ kind: 'done', id: this.id });
    if (this.current.kind === 'stopped') {
      this.ports.tell({ kind: 'stop', id: this.id, why: this.current.why });
    }
  }

  handleChunk(offset: number, bytes: Uint8Array<ArrayBuffer>): void {
    const { sink, current } = this;
    // Pieces that nobody asked for, or that were on their way when it was stopped.
    if (sink === null || current.kind !== 'receiving') return;
    if (!isNextChunk(this, offset, bytes.length)) {
      this.stop('damaged');
      return;
    }
    this.receivedBytes += bytes.length;
    this.hash.update(bytes);
    this.gathered.add(bytes);
    const isLast = this.receivedBytes === this.sizeBytes;
    if (this.gathered.isFull || isLast) this.write(sink, this.gathered.take());
  }

  handleEnd(sha256Text: string): void {
    const { sink, current } = this;
    if (sink === null || current.kind !== 'receiving') return;
    if (this.receivedBytes === this.sizeBytes) this.hashText ??= bytesToHex(this.hash.digest());
    if (this.hashText !== sha256Text) {
      this.stop('damaged');
      return;
    }
    this.writes = this.writes
      .then(() => this.finish(sink))
      .catch((error: unknown) => {
        this.fail(error);
      });
  }

  handleStop(why: StopReason): void {
    this.end(why, true, '');
  }

  /** Ends it from here. */
  stop(why: StopReason): void {
    if (!this.isOpen) return;
    this.ports.tell({ kind: 'stop', id: this.id, why });
    this.end(why, false, '');
  }

  dispose(): void {
    this.stop('cancelled');
  }

  /** False also when it was stopped while the user was asked. */
  private get isOpening(): boolean {
    return this.current.kind === 'opening';
  }

  private start(sink: FileSink): void {
    if (!this.isOpening) {
      // It was stopped while the user was asked.
      sink.discard().catch(() => undefined);
      return;
    }
    this.sink = sink;
    this.become({ kind: 'receiving' });
    this.tellAccept();
  }

  private tellAccept(): void {
    this.toldBytes = this.receivedBytes;
    this.ports.tell({ kind: 'accept', id: this.id, offset: this.receivedBytes });
  }

  private write(sink: FileSink, block: Uint8Array<ArrayBuffer>): void {
    this.writes = this.writes
      .then(async () => {
        if (this.current.kind !== 'receiving') return;
        await sink.write(block);
        this.handleWritten(block.length);
      })
      .catch((error: unknown) => {
        this.fail(error);
      });
  }

  private handleWritten(lengthBytes: number): void {
    this.writtenBytes += lengthBytes;
    if (this.writtenBytes - this.toldBytes >= PROGRESS_EVERY_BYTES) {
      this.toldBytes = this.writtenBytes;
      this.ports.tell({ kind: 'progress', id: this.id, offset: this.writtenBytes });
    }
    this.ports.handleChange();
  }

  private async finish(sink: FileSink): Promise<void> {
    if (this.current.kind !== 'receiving') return;
    await sink.close();
    this.sink = null;
    this.ports.tell({ kind: 'done', id: this.id });
    this.become({ kind: 'saved', as: sink.name });
  }

  private fail(error: unknown): void {
    if (!this.isOpen) return;
    this.ports.tell({ kind: 'stop', id: this.id, why: 'failed' });
    this.end('failed', false, error instanceof Error ? error.message : '');
  }

  private end(why: StopReason, byPeer: boolean, text: string): void {
    if (!this.isOpen) return;
    const { sink } = this;
    this.sink = null;
    this.become({ kind: 'stopped', why, byPeer, text });
    // After the write that is under way; what there is of it is of no use.
    if (sink !== null) this.writes = this.writes.then(() => sink.discard()).catch(() => undefined);
  }

  private become(state: IncomingState): void {
    this.current = state;
    this.ports.handleChange();
  }
}
