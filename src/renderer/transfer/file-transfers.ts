import { assertNever } from '../../shared/base/assert-never';
import { Emitter } from '../../shared/base/emitter';
import { type Disposable, DisposableStore } from '../../shared/base/lifecycle';
import type { Logger } from '../../shared/base/logger';
import { decodeChunk } from '../../shared/transfer/chunk';
import {
  encodeFileMessage,
  type FileMessage,
  type FileOffer,
  parseFileMessage,
  type StopReason,
} from '../../shared/transfer/file-messages';
import { receivedFileName } from '../../shared/transfer/file-name';
import { MAX_OPEN_TRANSFERS, MAX_TRANSFER_BYTES, OFFERS } from '../../shared/transfer/limits';
import { judgeOffer } from '../../shared/transfer/transfer-policy';
import type { FileChannel } from '../rtc/file-channel';
import { RateWindow } from '../rtc/rate-window';
import type { FileSink } from './file-sink';
import { IncomingFile, type IncomingState } from './incoming-file';
import { OutgoingFile, type OutgoingState, type SourceFile } from './outgoing-file';

/** A file on its way, as it is shown. */
export type TransferView = {
  readonly id: string;
  /** Sanitised. */
  readonly name: string;
  readonly sizeBytes: number;
  readonly doneBytes: number;
  /** Nothing moves: the link is broken, or not there yet. */
  readonly isPaused: boolean;
} & (
  | { readonly direction: 'in'; readonly state: IncomingState }
  | { readonly direction: 'out'; readonly state: OutgoingState }
);

export interface TransferPorts {
  openSink(name: string, sizeBytes: number): Promise<FileSink | null>;
  /** 16 hexadecimal digits, of which no two are the same. */
  createId(): string;
  /** Why nobody is asked about one more file now; `null`: it may be. */
  refusalToAsk(): StopReason | null;
  readonly logger: Logger;
}

/** Why a file was not even offered. */
export type OfferFailure = 'too-large' | 'too-many' | 'not-connected';

/** So many files that are over are remembered, in case the last word about one was lost. */
const MAX_REMEMBERED = 16;

/**
 * The files that go to and come from one person. They outlive a link that breaks: what was on its
 * way goes on over the next.
 */
export class FileTransfers implements Disposable {
  private readonly store = new DisposableStore();
  private readonly changeEmitter = this.store.add(new Emitter<TransferView>());
  /** Anything of a file changed. */
  readonly onChange = this.changeEmitter.event;
  private channel: FileChannel | null = null;
  private readonly listening = this.store.add(new DisposableStore());
  private readonly incoming = new Map<string, IncomingFile>();
  private readonly outgoing = new Map<string, OutgoingFile>();
  private readonly offers = new RateWindow(OFFERS.points, OFFERS.windowMs);

  constructor(private readonly ports: TransferPorts) {}

  /** Offers that wait for a decision, oldest first. */
  get undecided(): readonly IncomingFile[] {
    return [...this.incoming.values()].filter(({ state }) => state.kind === 'offered');
  }

  /** The channel of the link there is now; `null`: none. */
  setChannel(channel: FileChannel | null): void {
    if (channel === this.channel) return;
    this.listening.clear();
    this.channel = channel;
    for (const file of this.outgoing.values()) file.handleBreak();
    if (channel !== null) this.listenTo(channel);
    this.tellAll();
  }

  /** Offers a file; the other end has to accept it. */
  offer(file: SourceFile): OfferFailure | null {
    if (this.channel === null) return 'not-connected';
    if (file.size > MAX_TRANSFER_BYTES) return 'too-large';
    const open = [...this.outgoing.values()].filter(({ isOpen }) => isOpen);
    if (open.length >= MAX_OPEN_TRANSFERS) return 'too-many';
    const id = this.ports.createId();
    const outgoing: OutgoingFile = new OutgoingFile(id, file, {
      send: (data) => this.channel?.send(data) ?? false,
      tell: (message) => this.tell(message),
      bufferedBytes: () => this.channel?.bufferedBytes ?? 0,
      handleChange: () => {
        this.changeEmitter.fire(this.viewOfOutgoing(outgoing));
      },
    });
    this.outgoing.set(id, outgoing);
    forgetOldest(this.outgoing);
    this.changeEmitter.fire(this.viewOfOutgoing(outgoing));
    if (this.channel.isOpen) outgoing.handleChannel();
    return null;
  }

  /** Ends a file that is offered or on its way; `false`: there is none. */
  stop(id: string, direction: TransferView['direction']): boolean {
    const file = direction === 'in' ? this.incoming.get(id) : this.outgoing.get(id);
    if (file?.isOpen !== true) return false;
    file.stop('cancelled');
    return true;
  }

  /** What is offered or on its way, oldest first. */
  get open(): readonly TransferView[] {
    return this.views().filter(isOpenTransfer);
  }

  /** The other end is gone: what has not arrived by now will not. */
  end(): void {
    for (const file of [...this.incoming.values(), ...this.outgoing.values()]) {
      file.stop('call-over');
    }
    this.incoming.clear();
    this.outgoing.clear();
    this.setChannel(null);
  }

  dispose(): void {
    this.end();
    this.store.dispose();
  }

  private listenTo(channel: FileChannel): void {
    this.listening.add(
      channel.onOpen(() => {
        this.handleOpen();
      }),
    );
    this.listening.add(
      channel.onMessage((data) => {
        this.handleData(data);
      }),
    );
    this.listening.add(
      channel.onDrained(() => {
        for (const file of this.outgoing.values()) file.handleDrained();
      }),
    );
    if (channel.isOpen) this.handleOpen();
  }

  private handleOpen(): void {
    for (const file of this.outgoing.values()) file.handleChannel();
    this.tellAll();
  }

  private handleData(data: string | ArrayBuffer): void {
    if (typeof data === 'string') {
      const message = parseFileMessage(data);
      if (message !== null) this.handleMessage(message);
      return;
    }
    const chunk = decodeChunk(data);
    if (chunk !== null) this.incoming.get(chunk.id)?.handleChunk(chunk.offset, chunk.bytes);
  }

  private handleMessage(message: FileMessage): void {
    const { id } = message;
    switch (message.kind) {
      case 'offer':
        this.handleOffer(message);
        return;
      case 'accept':
        this.outgoing.get(id)?.handleAccept(message.offset);
        return;
      case 'progress':
        this.outgoing.get(id)?.handleProgress(message.offset);
        return;
      case 'end':
        this.incoming.get(id)?.handleEnd(message.sha256);
        return;
      case 'done':
        this.outgoing.get(id)?.handleDone();
        return;
      case 'stop':
        this.incoming.get(id)?.handleStop(message.why);
        this.outgoing.get(id)?.handleStop(message.why);
        return;
      default:
        assertNever(message, 'file message');
    }
  }

  private handleOffer(offer: FileOffer): void {
    const remembered = this.incoming.get(offer.id);
    const open = [...this.incoming.values()].filter((file) => file.isOpen || file === remembered);
    const verdict = judgeOffer(offer, open);
    if (verdict.kind === 'known') {
      remembered?.handleOfferAgain();
    } else if (verdict.kind === 'stop') {
      this.tell({ kind: 'stop', id: offer.id, why: verdict.why });
    } else {
      this.askIfAllowed(offer);
    }
  }

  private askIfAllowed(offer: FileOffer): void {
    const why = this.offers.take() ? this.ports.refusalToAsk() : 'too-many';
    if (why === null) {
      this.ask(offer);
      return;
    }
    this.ports.logger.log('debug', 'Refused a file unseen', { why });
    this.tell({ kind: 'stop', id: offer.id, why });
  }

  private ask(offer: FileOffer): void {
    const name = receivedFileName(offer.name);
    const file: IncomingFile = new IncomingFile(offer.id, name, offer.sizeBytes, {
      tell: (message) => this.tell(message),
      openSink: (suggestedName, sizeBytes) => this.ports.openSink(suggestedName, sizeBytes),
      handleChange: () => {
        this.changeEmitter.fire(this.viewOfIncoming(file));
      },
    });
    this.incoming.set(file.id, file);
    forgetOldest(this.incoming);
    this.changeEmitter.fire(this.viewOfIncoming(file));
  }

  private tell(message: FileMessage): boolean {
    return this.channel?.send(encodeFileMessage(message)) ?? false;
  }

  private tellAll(): void {
    for (const view of this.open) this.changeEmitter.fire(view);
  }

  private views(): readonly TransferView[] {
    const incoming = [...this.incoming.values()].map((file) => this.viewOfIncoming(file));
    const outgoing = [...this.outgoing.values()].map((file) => this.viewOfOutgoing(file));
    return [...incoming, ...outgoing];
  }

  private get isPaused(): boolean {
    return this.channel?.isOpen !== true;
  }

  private viewOfIncoming(file: IncomingFile): TransferView {
    const { id, name, sizeBytes, writtenBytes: doneBytes, state } = file;
    const { isPaused } = this;
    return { id, name, sizeBytes, doneBytes, isPaused, direction: 'in', state };
  }

  private viewOfOutgoing({ id, file, doneBytes, state }: OutgoingFile): TransferView {
    const { isPaused } = this;
    const name = receivedFileName(file.name);
    return { id, name, sizeBytes: file.size, doneBytes, isPaused, direction: 'out', state };
  }
}

/** Whether a file is offered or on its way. */
export function isOpenTransfer({ state: { kind } }: TransferView): boolean {
  return kind !== 'stopped' && kind !== 'saved' && kind !== 'sent';
}

function forgetOldest(files: Map<string, { readonly isOpen: boolean }>): void {
  const over = [...files].filter(([, { isOpen }]) => !isOpen);
  for (const [id] of over.slice(0, Math.max(0, over.length - MAX_REMEMBERED))) files.delete(id);
}
