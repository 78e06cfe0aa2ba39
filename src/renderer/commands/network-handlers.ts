import type { CommandOf } from '../../shared/commands/definitions';
import type { HostingApi } from '../../shared/ipc/hosting-api';
import { type LanApi, MAX_LAN_PHRASE_CHARS, MIN_LAN_PHRASE_CHARS } from '../../shared/ipc/lan-api';
import { isSameServer } from '../../shared/signalling/server-address';
import type { SignallingState } from '../../shared/signalling/signalling-api';
import {
  BAD_PHRASE,
  LAN_OFF,
  LAN_STOPPED,
  lanSentence,
  NO_LAN_HERE,
  hostingQrCode,
  hostingSentence,
  HOSTING_STOPPED,
  NO_HOSTING_HERE,
  NOT_HOSTING,
} from '../text/network-sentences';
import type { NoticeTone } from '../text/notice-tone';
import type { ShownQrCode } from '../ui/qr-panel';
import type { NoticePort } from './handlers';

export interface NetworkHandlerPorts extends NoticePort {
  /** `null`: this host has no server of its own. */
  readonly hosting: HostingApi | null;
  /** `null`: this host reaches servers alone. */
  readonly lan: LanApi | null;
  readonly account: { readonly state: SignallingState };
  showQrCode(code: ShownQrCode): void;
  /** Others reach the app's own server at that address; `null`: not any more. */
  showHosted(url: string | null): void;
}

/** The commands about others on the same network. */
export class NetworkHandlers {
  constructor(private readonly ports: NetworkHandlerPorts) {}

  readonly host = async ({ isOn }: CommandOf<'host'>): Promise<void> => {
    const { hosting } = this.ports;
    if (hosting === null) {
      this.say(NO_HOSTING_HERE, 'warn');
      return;
    }
    if (isOn === false) {
      const wasOn = await hosting.stop();
      this.ports.showHosted(null);
      this.say(wasOn ? HOSTING_STOPPED : NOT_HOSTING);
      return;
    }
    const report = isOn === true ? await this.start(hosting) : await hosting.report();
    if (report === null) {
      if (isOn === null) this.say(NOT_HOSTING);
      return;
    }
    // What is behind the # is for apps; a person types the rest.
    this.ports.showHosted(report.url.replace(/#.*$/, ''));
    const { state } = this.ports.account;
    const isElsewhere = state.kind === 'signed-in' && !isSameServer(state.server, report.ownServer);
    this.say(hostingSentence(report, isElsewhere), 'good');
    this.ports.showQrCode(hostingQrCode(report));
  };

  readonly lan = async ({ isOn, phrase }: CommandOf<'lan'>): Promise<void> => {
    const { lan } = this.ports;
    if (lan === null) this.say(NO_LAN_HERE, 'warn');
    else if (isOn === false) this.say((await lan.stop()) ? LAN_STOPPED : LAN_OFF);
    else if (isOn === null) {
      const report = await lan.report();
      this.say(report === null ? LAN_OFF : lanSentence(report));
    } else await this.joinLan(lan, phrase);
  };

  private async joinLan(lan: LanApi, phrase: string | null): Promise<void> {
    const length = phrase?.trim().length ?? MIN_LAN_PHRASE_CHARS;
    if (length < MIN_LAN_PHRASE_CHARS || length > MAX_LAN_PHRASE_CHARS) {
      this.say(BAD_PHRASE, 'warn');
      return;
    }
    try {
      this.say(lanSentence(await lan.start(phrase?.trim() ?? null)), 'good');
    } catch (error) {
      this.say(error instanceof Error ? error.message : String(error), 'error');
    }
  }

  /** Says itself why it could not. */
  private async start(hosting: HostingApi): ReturnType<HostingApi['report']> {
    try {
      return await hosting.start();
    } catch (error) {
      this.say(error instanceof Error ? error.message : String(error), 'error');
      return null;
    }
  }

  private say(text: string, tone: NoticeTone = 'echo'): void {
    this.ports.notice(text, tone);
  }
}
