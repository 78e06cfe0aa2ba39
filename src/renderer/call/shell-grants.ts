import type { Clock } from '../../shared/base/clock';
import { Emitter } from '../../shared/base/emitter';
import { type Disposable, DisposableStore, MutableDisposable } from '../../shared/base/lifecycle';
import type { Signer } from '../../shared/identity/signer';
import type { StatementOf } from '../../shared/identity/statement';
import { verifyStatement } from '../../shared/identity/verify-statement';
import type { PublicKey } from '../../shared/protocol/fields';
import {
  grantMessage,
  revokeMessage,
  type ShellClaim,
  type ShellGrant,
} from '../../shared/protocol/shell-messages';
import type { ShellChannel } from './shell-channel';

/** Why somebody was not let type. */
export type GrantFailure =
  /** They have no key by which they would be known, or the local user has none. */
  | 'no-key'
  /** The connection with them is not there. */
  | 'not-connected'
  /** Their program did not answer. */
  | 'no-answer';

/** Who they are, when they are asked about. */
export interface Grantee {
  readonly id: string;
  readonly key: PublicKey;
}

/** What becomes of a grant. */
export type GrantChange =
  | { readonly kind: 'granted'; readonly grantee: Grantee }
  /** `why`: the sharer took it back, they gave it back, they have gone or are somebody else. */
  | {
      readonly kind: 'ended';
      readonly grantee: Grantee;
      readonly why: 'revoked' | 'given-back' | 'gone' | 'other-key' | 'over' | GrantFailure;
    };

export interface ShellGrantsPorts {
  readonly clock: Clock;
  readonly signer: () => Signer | null;
  readonly channel: (id: string) => ShellChannel | null;
  /** As the server said it; `null`: they have none, or are not here. */
  readonly remoteKey: (id: string) => PublicKey | null;
  readonly randomHex: (bytes: number) => string;
}

/** For the other end's program to answer: nobody is asked there. */
const CLAIM_TIMEOUT_MS = 10_000;
const NONCE_BYTES = 16;

interface Offer {
  readonly grantee: Grantee;
  readonly nonce: string;
  readonly channel: ShellChannel;
  /** What they have to sign. */
  readonly claim: StatementOf<'shell'>;
}

/**
 * Who beside the local user may type into their terminal: one person at a time, known by their key.
 * The grant is signed, and taken up by a signature of that key for this one grant over this one
 * connection; before that, and on any other connection, nobody can type.
 */
export class ShellGrants implements Disposable {
  private readonly store = new DisposableStore();
  private readonly changeEmitter = this.store.add(new Emitter<GrantChange>());
  readonly onChange = this.changeEmitter.event;
  private readonly timer = this.store.add(new MutableDisposable<Disposable>());
  /** Whom the local user means, over connections; `null`: nobody. */
  private meant: Grantee | null = null;
  private offer: Offer | null = null;
  /** The connection that keys may come over; `null`: none. */
  private open: ShellChannel | null = null;

  /** @param share The id of the terminal that this is about. */
  constructor(
    private readonly share: string,
    private readonly ports: ShellGrantsPorts,
  ) {}

  /** Who may type; `null`: nobody but the local user. */
  get grantee(): Grantee | null {
    return this.open === null ? null : this.meant;
  }

  /** Whether what comes over this connection may be typed. */
  isOpen(channel: ShellChannel): boolean {
    return this.open !== null && this.open === channel;
  }

  /** Lets them type, in place of anybody else; resolves to why not, `null`: they are asked. */
  async grant(id: string): Promise<GrantFailure | null> {
    const key = this.ports.remoteKey(id);
    if (key === null || this.ports.signer() === null) return 'no-key';
    if (this.meant !== null) this.end('revoked');
    this.meant = { id, key };
    const failure = await this.make(this.meant);
    if (failure !== null) this.meant = null;
    return failure;
  }

  /** `false`: nobody could type. */
  revoke(): boolean {
    if (this.meant === null) return false;
    this.end('revoked');
    return true;
  }

  /** They take the grant up; whatever is wrong with that, nothing is granted. */
  handleClaim(channel: ShellChannel, { nonce, signature }: ShellClaim): void {
    const { offer } = this;
    if (offer?.channel !== channel || offer.nonce !== nonce) return;
    const { grantee, claim } = offer;
    if (!verifyStatement(grantee.key, claim, signature)) return;
    this.offer = null;
    this.timer.value = undefined;
    this.open = channel;
    this.changeEmitter.fire({ kind: 'granted', grantee });
  }

  /** They would rather not. */
  handleGivenBack(id: string): void {
    if (this.meant?.id === id) this.end('given-back');
  }

  /** The connection with somebody is another one, or (`null`) gone for now. */
  handleChannel(id: string, channel: ShellChannel | null): void {
    const { meant } = this;
    if (meant?.id !== id) return;
    this.open = null;
    this.offer = null;
    this.timer.value = undefined;
    if (channel === null) return;
    if (this.ports.remoteKey(id) === meant.key) void this.make(meant);
    else this.end('other-key');
  }

  /** Nobody else is there. */
  keepOnly(ids: readonly string[]): void {
    if (this.meant !== null && !ids.includes(this.meant.id)) this.end('gone');
    else if (this.meant !== null && this.ports.remoteKey(this.meant.id) !== this.meant.key)
      this.end('other-key');
  }

  dispose(): void {
    if (this.meant !== null) this.end('over');
    this.store.dispose();
  }

  private async make(grantee: Grantee): Promise<GrantFailure | null> {
    const channel = this.ports.channel(grantee.id);
    const seen = (await channel?.fingerprints()) ?? null;
    const signer = this.ports.signer();
    if (channel === null || seen === null || signer === null) return 'not-connected';
    const nonce = this.ports.randomHex(NONCE_BYTES);
    const about = { kind: 'shell', share: this.share, nonce } as const;
    const { publicKey } = signer;
    const signature = await signer.sign({
      ...about,
      is: 'grant',
      from: publicKey,
      to: grantee.key,
      fingerprints: [seen.local, seen.remote],
    });
    // Somebody else may be meant by now, or nobody.
    if (this.meant !== grantee) return null;
    const claim: StatementOf<'shell'> = {
      ...about,
      is: 'claim',
      from: grantee.key,
      to: publicKey,
      fingerprints: [seen.remote, seen.local],
    };
    this.offer = { grantee, nonce, channel, claim };
    if (!channel.send(grantMessage({ share: this.share, nonce, signature }))) {
      this.offer = null;
      return 'not-connected';
    }
    this.timer.value = this.ports.clock.after(CLAIM_TIMEOUT_MS, () => {
      if (this.offer?.nonce === nonce) this.end('no-answer');
    });
    return null;
  }

  private end(why: Extract<GrantChange, { kind: 'ended' }>['why']): void {
    const { meant } = this;
    const channel = this.open ?? this.offer?.channel ?? null;
    this.meant = null;
    this.open = null;
    this.offer = null;
    this.timer.value = undefined;
    channel?.send(revokeMessage());
    if (meant !== null) this.changeEmitter.fire({ kind: 'ended', grantee: meant, why });
  }
}

/**
 * Takes a grant of somebody else's up: the signature that says so; `null`: it is not theirs, for
 * the local user, over this connection.
 */
export async function claimGrant(
  { share, nonce, signature }: ShellGrant,
  sharerKey: PublicKey | null,
  signer: Signer | null,
  channel: ShellChannel,
): Promise<string | null> {
  const seen = await channel.fingerprints();
  if (sharerKey === null || signer === null || seen === null) return null;
  const about = { kind: 'shell', share, nonce } as const;
  const grant: StatementOf<'shell'> = {
    ...about,
    is: 'grant',
    from: sharerKey,
    to: signer.publicKey,
    fingerprints: [seen.remote, seen.local],
  };
  if (!verifyStatement(sharerKey, grant, signature)) return null;
  return signer.sign({
    ...about,
    is: 'claim',
    from: signer.publicKey,
    to: sharerKey,
    fingerprints: [seen.local, seen.remote],
  });
}
