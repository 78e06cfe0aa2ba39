import { Emitter } from '../../shared/base/emitter';
import { type Disposable, DisposableStore } from '../../shared/base/lifecycle';
import type { FilePerson } from '../../shared/transfer/audience';
import type { StopReason } from '../../shared/transfer/file-messages';
import { ALL_OFFERS, MAX_WAITING_OFFERS } from '../../shared/transfer/limits';
import type { FileChannel } from '../rtc/file-channel';
import { RateWindow } from '../rtc/rate-window';
import {
  FileTransfers,
  isOpenTransfer,
  type OfferFailure,
  type TransferPorts,
  type TransferView,
} from './file-transfers';
import type { IncomingFile } from './incoming-file';
import type { SourceFile } from './outgoing-file';

/** A file on its way to or from one of those who are here. */
export interface SharedFile {
  /** Of no other file: what an id is unique for is chosen by whoever sends it. */
  readonly key: string;
  readonly person: FilePerson;
  readonly view: TransferView;
}

/** A file that somebody offers, and nobody has decided on. */
export interface WaitingOffer {
  readonly key: string;
  readonly person: FilePerson;
  readonly file: IncomingFile;
}

export interface ExchangePorts extends Pick<TransferPorts, 'openSink' | 'createId' | 'logger'> {
  /** Whose files are refused unseen. */
  isBlocked(name: string): boolean;
}

interface Entry {
  person: FilePerson;
  readonly transfers: FileTransfers;
  readonly listening: Disposable;
}

/**
 * The files to and from everybody in a call or a room: of each person their own, numbered in the
 * order in which they came. What one of them, or all of them together, can ask for is limited.
 */
export class FileExchange implements Disposable {
  private readonly store = new DisposableStore();
  private readonly changeEmitter = this.store.add(new Emitter<SharedFile>());
  /** Anything of a file changed. */
  readonly onChange = this.changeEmitter.event;
  private readonly entries = new Map<string, Entry>();
  /** A link by pigeon is there before it is known with whom. */
  private readonly channels = new Map<string, FileChannel>();
  /** Keys of what is offered or on its way, oldest first. */
  private readonly order: string[] = [];
  /** Longer than anybody's stay: who leaves and comes again has asked before. */
  private readonly offers = new RateWindow(ALL_OFFERS.points, ALL_OFFERS.windowMs);

  constructor(private readonly ports: ExchangePorts) {}

  /** Somebody is here; one who is here already may have another name. */
  meet(person: FilePerson): void {
    if (this.store.isDisposed) return;
    const known = this.entries.get(person.id);
    if (known !== undefined) {
      known.person = person;
      return;
    }
    const { openSink, createId, logger } = this.ports;
    const transfers = new FileTransfers({
      openSink,
      createId,
      logger,
      refusalToAsk: () => this.refusalToAsk(this.entries.get(person.id)?.person ?? person),
    });
    const listening = transfers.onChange((view) => {
      this.handleChange(person.id, view);
    });
    this.entries.set(person.id, { person, transfers, listening });
    transfers.setChannel(this.channels.get(person.id) ?? null);
  }

  /** Somebody is gone: what has not arrived by now will not. */
  part(id: string): void {
    const entry = this.entries.get(id);
    if (entry === undefined) return;
    entry.transfers.end();
    this.entries.delete(id);
    this.channels.delete(id);
    entry.listening.dispose();
    entry.transfers.dispose();
  }

  /** Only these are here. */
  keepOnly(ids: readonly string[]): void {
    for (const id of [...this.entries.keys()]) if (!ids.includes(id)) this.part(id);
  }

  /** The channel of the link with somebody who is here; `null`: there is none now. */
  setChannel(id: string, channel: FileChannel | null): void {
    if (channel === null) this.channels.delete(id);
    else this.channels.set(id, channel);
    this.entries.get(id)?.transfers.setChannel(channel);
  }

  /** Offers a file to somebody, who has to accept it. */
  offer(id: string, file: SourceFile): OfferFailure | null {
    const entry = this.entries.get(id);
    return entry === undefined ? 'not-connected' : entry.transfers.offer(file);
  }

  /** Ends a file that is offered or on its way, either way; `false`: there is none. */
  stop(key: string): boolean {
    const found = this.open.find((each) => each.key === key);
    if (found === undefined) return false;
    const { person, view } = found;
    return this.entries.get(person.id)?.transfers.stop(view.id, view.direction) ?? false;
  }

  /** What is offered or on its way, oldest first. */
  get open(): readonly SharedFile[] {
    const all = [...this.entries.values()].flatMap(({ person, transfers }) =>
      transfers.open.map((view) => ({ key: keyOf(person.id, view), person, view })),
    );
    return this.inOrder(all);
  }

  /** Offers that wait for a decision, oldest first. */
  get undecided(): readonly WaitingOffer[] {
    const all = [...this.entries.values()].flatMap(({ person, transfers }) =>
      transfers.undecided.map((file) => {
        return { key: keyOf(person.id, { id: file.id, direction: 'in' }), person, file };
      }),
    );
    return this.inOrder(all);
  }

  dispose(): void {
    this.keepOnly([]);
    this.store.dispose();
  }

  private refusalToAsk({ name }: FilePerson): StopReason | null {
    if (this.ports.isBlocked(name)) return 'refused';
    if (this.undecided.length >= MAX_WAITING_OFFERS) return 'too-many';
    return this.offers.take() ? null : 'too-many';
  }

  private handleChange(id: string, view: TransferView): void {
    const entry = this.entries.get(id);
    if (entry === undefined) return;
    const key = keyOf(id, view);
    const at = this.order.indexOf(key);
    if (isOpenTransfer(view)) {
      if (at < 0) this.order.push(key);
    } else if (at >= 0) {
      this.order.splice(at, 1);
    }
    this.changeEmitter.fire({ key, person: entry.person, view });
  }

  private inOrder<T extends { readonly key: string }>(files: readonly T[]): readonly T[] {
    return [...files].sort(
      (one, other) => this.order.indexOf(one.key) - this.order.indexOf(other.key),
    );
  }
}

/** Ids are of one direction: the other end chooses those of what it sends. */
function keyOf(
  personId: string,
  { id, direction }: Pick<TransferView, 'id' | 'direction'>,
): string {
  return `${personId}/${direction}/${id}`;
}
