import type { Clock } from '../../shared/base/clock';
import { err, ok, type Result } from '../../shared/base/result';
import {
  DEVICE_OFFER_MS,
  deviceCode,
  type DeviceOffer,
  deviceOfferLine,
  isDeviceOfferLine,
  parseDeviceOffer,
} from '../../shared/identity/device-offer';
import { keyTag } from '../../shared/identity/key-tag';
import type { Signer } from '../../shared/identity/signer';
import type { StatementOf } from '../../shared/identity/statement';
import { verifyStatement } from '../../shared/identity/verify-statement';
import type { Push } from '../../shared/protocol/events';
import type { PublicKey } from '../../shared/protocol/fields';
import type { Device, Person } from '../../shared/protocol/messages';
import type { RequestFailure } from '../../shared/protocol/reasons';
import { nameKey } from '../../shared/text/sanitise';
import type { SignallingApi } from '../../shared/signalling/signalling-api';

/** Offers that wait for their code; anybody can send one, so that older ones go. */
const MAX_OFFERS = 16;

/** Why nothing was done; other reasons are the server's. */
export type DeviceFailure =
  | RequestFailure
  /** The local user is a guest. */
  | 'no-key'
  /** Nobody of that name is here with a key. */
  | 'nobody-with-key'
  /** The name is that of this very device. */
  | 'own-name'
  /** No device with that code has asked. */
  | 'no-offer';

export interface OwnDevicesPorts {
  readonly request: SignallingApi['request'];
  readonly signer: () => Signer | null;
  /** As the server writes it; `null`: signed out. */
  name(): string | null;
  /** Somebody who is here; `undefined`: nobody of that name. */
  find(name: string): Person | undefined;
  readonly clock: Pick<Clock, 'nowMs'>;
}

interface MadeOffer {
  readonly name: string;
  readonly key: PublicKey;
  readonly text: string;
  readonly untilMs: number;
}

/** The devices of the local user: those whose keys the server takes for their name. */
export class OwnDevices {
  private offers: readonly DeviceOffer[] = [];
  /** What was last asked from here; `null`: nothing. */
  private made: MadeOffer | null = null;

  constructor(private readonly ports: OwnDevicesPorts) {}

  /**
   * On the new device: asks the one that is signed in as `name`. Resolves to the code that is to be
   * typed there.
   */
  async ask(name: string): Promise<Result<string, DeviceFailure>> {
    const signer = this.ports.signer();
    if (signer === null) return err('no-key');
    const person = this.ports.find(name);
    if (person?.key === undefined) return err('nobody-with-key');
    if (person.key === signer.publicKey) return err('own-name');
    const atMs = this.ports.clock.nowMs();
    const statement = linked(person.name, person.key, signer.publicKey, atMs);
    const signature = await signer.sign(statement);
    const text = deviceOfferLine({ device: signer.publicKey, atMs, signature });
    const outcome = await this.ports.request('chat:tell', { to: person.name, text });
    if (!outcome.ok) return err(outcome.reason);
    this.made = { name: person.name, key: person.key, text, untilMs: atMs + DEVICE_OFFER_MS };
    return ok(deviceCode(statement));
  }

  /**
   * On the new device: whoever was asked is here anew, perhaps in the page that the code has
   * opened, which has not heard of it.
   */
  async handleHere({ name, key }: Person): Promise<void> {
    const { made } = this;
    if (made === null || key !== made.key || nameKey(name) !== nameKey(made.name)) return;
    if (this.ports.clock.nowMs() >= made.untilMs) return;
    await this.ports.request('chat:tell', { to: name, text: made.text });
  }

  /** `true`: it is an offer, and nobody else shall hear of it. */
  takes(push: Push): boolean {
    if (push.name !== 'chat:message' || push.payload.to === null) return false;
    const { text } = push.payload;
    if (!isDeviceOfferLine(text)) return false;
    const offer = parseDeviceOffer(text);
    if (offer !== null) this.offers = [...this.offers, offer].slice(-MAX_OFFERS);
    return true;
  }

  /**
   * On a device that has the name: links the one that shows `code`, as `readDeviceCode` writes it.
   * Resolves to its key.
   */
  async link(code: string): Promise<Result<PublicKey, DeviceFailure>> {
    const [signer, name] = [this.ports.signer(), this.ports.name()];
    if (signer === null) return err('no-key');
    if (name === null) return err('not-signed-in');
    const nowMs = this.ports.clock.nowMs();
    for (const { device, atMs, signature } of this.offers) {
      const statement = linked(name, signer.publicKey, device, atMs);
      const isFresh = Math.abs(nowMs - atMs) <= DEVICE_OFFER_MS;
      if (!isFresh || deviceCode(statement) !== code) continue;
      if (!verifyStatement(device, statement, signature)) continue;
      const outcome = await this.ports.request('device:link', {
        device,
        atMs,
        signature: await signer.sign(statement),
        deviceSignature: signature,
      });
      if (!outcome.ok) return err(outcome.reason);
      this.offers = this.offers.filter((each) => each.device !== device);
      return ok(device);
    }
    return err('no-offer');
  }

  /** Those that the name is for, oldest first. */
  async list(): Promise<Result<readonly Device[], DeviceFailure>> {
    const outcome = await this.ports.request('device:list', {});
    return outcome.ok ? ok(outcome.devices) : err(outcome.reason);
  }

  /** Takes the device whose key has that tag from the name. Resolves to its key. */
  async remove(tag: string): Promise<Result<PublicKey, DeviceFailure>> {
    const [signer, name] = [this.ports.signer(), this.ports.name()];
    if (signer === null) return err('no-key');
    if (name === null) return err('not-signed-in');
    const listed = await this.list();
    if (!listed.ok) return listed;
    const device = listed.value.find(({ key }) => keyTag(key) === tag.toUpperCase())?.key;
    if (device === undefined) return err('no-such-device');
    const atMs = this.ports.clock.nowMs();
    const { publicKey: by } = signer;
    const signature = await signer.sign({ kind: 'device-removed', name, by, device, atMs });
    const outcome = await this.ports.request('device:remove', { device, atMs, signature });
    return outcome.ok ? ok(device) : err(outcome.reason);
  }
}

function linked(
  name: string,
  by: PublicKey,
  device: PublicKey,
  atMs: number,
): StatementOf<'device-linked'> {
  return { kind: 'device-linked', name, by, device, atMs };
}
