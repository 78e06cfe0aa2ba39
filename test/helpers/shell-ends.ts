import { RemoteShells } from '../../src/renderer/call/remote-shells';
import type { ShellChannel } from '../../src/renderer/call/shell-channel';
import { ShellShare } from '../../src/renderer/call/shell-share';
import { Emitter } from '../../src/shared/base/emitter';
import { toUndo } from '../../src/shared/base/lifecycle';
import { seedSigner } from '../../src/shared/identity/seed-signer';
import type { Signer } from '../../src/shared/identity/signer';
import type { ShellApi } from '../../src/shared/ipc/shell-api';
import { ShellEncoder } from '../../src/shared/protocol/shell-encoder';
import type { ShellInput } from '../../src/shared/shell/shell-keys';
import type { ShellScreen } from '../../src/shared/shell/shell-screen';
import { FakeClock } from './fake-clock';

/** The host's terminal, without a program: what it was told, and cells as the test wishes. */
class FakeShellHost implements ShellApi {
  readonly typed: ShellInput[] = [];
  isRunning = false;
  history: ShellApi['history'] = () => Promise.resolve(null);
  forgotten = 0;
  private readonly cells = new Emitter<readonly Uint8Array[]>();
  private readonly ended = new Emitter<number>();
  private readonly encoder = new ShellEncoder();

  start: ShellApi['start'] = () => {
    this.isRunning = true;
    return Promise.resolve('started');
  };

  stop(): Promise<void> {
    this.isRunning = false;
    return Promise.resolve();
  }

  type(inputs: readonly ShellInput[]): Promise<void> {
    this.typed.push(...inputs);
    return Promise.resolve();
  }

  resize(): Promise<void> {
    return Promise.resolve();
  }

  forgetHistory(): Promise<void> {
    this.forgotten++;
    return Promise.resolve();
  }

  onCells(listener: (messages: readonly Uint8Array[]) => void): () => void {
    return toUndo(this.cells.event(listener));
  }

  onEnded(listener: (exitCode: number) => void): () => void {
    return toUndo(this.ended.event(listener));
  }

  show(screen: ShellScreen): void {
    const messages: Uint8Array[] = [];
    for (;;) {
      const encoded = this.encoder.encode(screen);
      if (encoded === null) break;
      messages.push(encoded.bytes);
    }
    this.cells.fire(messages);
  }

  exit(exitCode: number): void {
    this.ended.fire(exitCode);
  }
}

/** One end of a connection, which hands on at once what the other end sends. */
class FakeShellChannel implements ShellChannel {
  bufferedBytes = 0;
  isOpen = true;
  readonly sent: Uint8Array[] = [];
  remote: FakeShellChannel | null = null;
  private readonly messages = new Emitter<Uint8Array<ArrayBuffer>>();
  readonly onMessage = this.messages.event;

  constructor(private readonly seen: { readonly local: string; readonly remote: string }) {}

  send(message: Uint8Array<ArrayBuffer>): boolean {
    if (!this.isOpen) return false;
    this.sent.push(message);
    this.remote?.messages.fire(message);
    return true;
  }

  /** As if the other end had sent it. */
  receive(message: Uint8Array<ArrayBuffer>): void {
    this.messages.fire(message);
  }

  fingerprints(): Promise<{ readonly local: string; readonly remote: string }> {
    return Promise.resolve(this.seen);
  }
}

/** Both ends of a new connection between people whose certificates these are. */
function shellChannels(one: string, other: string): [FakeShellChannel, FakeShellChannel] {
  const near = new FakeShellChannel({ local: one, remote: other });
  const far = new FakeShellChannel({ local: other, remote: one });
  [near.remote, far.remote] = [far, near];
  return [near, far];
}

export function signerOf(digit: number): Signer {
  return seedSigner(new Uint8Array(32).fill(digit));
}

/** Ann, who shares, and whoever else is there. */
export class ShellEnds {
  readonly clock = new FakeClock();
  readonly host = new FakeShellHost();
  readonly ann = signerOf(1);
  /** What the server says of those who are there. */
  readonly keys = new Map<string, string>();
  readonly share = new ShellShare({
    clock: this.clock,
    host: this.host,
    signer: () => this.ann,
    remoteKey: (id) => this.keys.get(id) ?? null,
    nameOf: (id) => id,
    randomHex: (bytes) =>
      Array.from({ length: bytes }, () => (this.count++ % 100).toString().padStart(2, '0')).join(
        '',
      ),
  });
  private count = 0;

  /** Somebody's end, who is there by a connection. */
  viewer(signer: Signer): RemoteShells {
    return new RemoteShells({
      clock: this.clock,
      signer: () => signer,
      remoteKey: () => this.ann.publicKey,
      isBlocked: () => false,
    });
  }

  /** Connects both; resolves to Ann's end of it, and theirs. */
  connect(
    id: string,
    viewer: RemoteShells,
    certificate = id,
  ): [FakeShellChannel, FakeShellChannel] {
    const [near, far] = shellChannels('AA', certificate);
    viewer.setChannel('ann', far);
    this.share.setChannel(id, near);
    return [near, far];
  }
}
