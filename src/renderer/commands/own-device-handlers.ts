import { readDeviceCode } from '../../shared/identity/device-offer';
import type { PublicKey } from '../../shared/protocol/fields';
import type { CommandOf } from '../../shared/commands/definitions';
import type { OwnDevices } from '../people/own-devices';
import type { NoticeTone } from '../text/notice-tone';
import {
  DEVICE_CODE_OF_WHOM,
  deviceCodeSentence,
  deviceFailureSentence,
  deviceLinkedSentence,
  deviceList,
  deviceQrCode,
  deviceRemovedSentence,
  NO_DEVICE_CODE,
  WHICH_DEVICE,
} from '../text/own-device-sentences';
import type { ShownQrCode } from '../ui/qr-panel';
import type { NoticePort } from './handlers';

export interface OwnDeviceHandlerPorts extends NoticePort {
  readonly ownDevices: Pick<OwnDevices, 'ask' | 'link' | 'list' | 'remove'>;
  readonly account: { readonly name: string | null };
  readonly identity: { readonly publicKey: PublicKey | null };
  /** The server that is, or will be, signed in to. */
  server(): string;
  showQrCode(code: ShownQrCode): void;
}

/** The command of the local user's devices. */
export class OwnDeviceHandlers {
  constructor(private readonly ports: OwnDeviceHandlerPorts) {}

  readonly device = async ({ action, what }: CommandOf<'device'>): Promise<void> => {
    switch (action) {
      case 'code':
        await this.code(what);
        return;
      case 'link':
        await this.link(what);
        return;
      case 'remove':
        await this.remove(what);
        return;
      case 'list':
        await this.list();
    }
  };

  private say(text: string, tone: NoticeTone = 'echo'): void {
    this.ports.notice(text, tone);
  }

  private get ownName(): string {
    return this.ports.account.name ?? 'NAME';
  }

  private async code(name: string | null): Promise<void> {
    if (name === null) {
      this.say(DEVICE_CODE_OF_WHOM, 'warn');
      return;
    }
    const outcome = await this.ports.ownDevices.ask(name);
    if (!outcome.ok) {
      this.say(deviceFailureSentence(outcome.error, name), 'error');
      return;
    }
    this.say(deviceCodeSentence(outcome.value, name), 'good');
    this.ports.showQrCode(deviceQrCode(outcome.value, name, this.ports.server()));
  }

  private async link(typed: string | null): Promise<void> {
    const code = readDeviceCode(typed ?? '');
    if (code === null) {
      this.say(NO_DEVICE_CODE, 'warn');
      return;
    }
    const name = this.ownName;
    const outcome = await this.ports.ownDevices.link(code);
    if (outcome.ok) this.say(deviceLinkedSentence(outcome.value, name), 'good');
    else this.say(deviceFailureSentence(outcome.error, name), 'error');
  }

  private async list(): Promise<void> {
    const outcome = await this.ports.ownDevices.list();
    if (outcome.ok) this.say(deviceList(outcome.value, this.ports.identity.publicKey));
    else this.say(deviceFailureSentence(outcome.error, this.ownName), 'error');
  }

  private async remove(tag: string | null): Promise<void> {
    if (tag === null) {
      this.say(WHICH_DEVICE, 'warn');
      return;
    }
    const outcome = await this.ports.ownDevices.remove(tag);
    if (outcome.ok) this.say(deviceRemovedSentence(outcome.value), 'good');
    else this.say(deviceFailureSentence(outcome.error, this.ownName), 'error');
  }
}
