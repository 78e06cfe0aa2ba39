import type { IDENTITY_COMMANDS } from '../../shared/commands/areas/identity-commands';
import {
  MAX_PASSPHRASE_CHARS,
  MAX_SEALED_CHARS,
  MIN_PASSPHRASE_CHARS,
} from '../../shared/identity/sealed-seed';
import type { IdentityReport } from '../../shared/ipc/identity-api';
import type { Account } from '../chat/account';
import { signInFailureSentence } from '../text/account-sentences';
import type { NoticeTone } from '../text/notice-tone';
import {
  BAD_PASSPHRASE,
  exportedSentence,
  identityFileName,
  importedSentence,
  NEW_PASSPHRASE,
  NO_FILE_CHOSEN,
  NO_KEY_EXPORT,
  NOT_EXPORTED,
  NOT_IN_A_TALK,
  NOT_THE_SAME,
  ownKeySentence,
  PASSPHRASE,
  PASSPHRASE_AGAIN,
  SEALED_KEY,
  SEALING,
  TOO_LARGE,
} from '../text/own-key-sentences';
import type { SourceFile } from '../transfer/outgoing-file';
import type { Handlers, NamesOf, NoticePort } from './handlers';

/** This device's key, as commands use it. */
export interface IdentityVerbs {
  readonly publicKey: IdentityReport['publicKey'];
  readonly keptBy: IdentityReport['keptBy'];
  exportSealed(passphrase: string): Promise<string>;
  importSealed(text: string, passphrase: string): Promise<IdentityReport>;
}

export interface IdentityHandlerPorts extends NoticePort {
  readonly identity: IdentityVerbs;
  /** Whether the key can leave, sealed. */
  readonly canExportKey: boolean;
  readonly account: Pick<Account, 'state' | 'login' | 'logout'>;
  /** Whether the local user is in a call or a room, which are held by this key. */
  isTalking(): boolean;
  /** Has the user choose; none when they changed their mind. */
  chooseFiles(): Promise<readonly SourceFile[]>;
  /** Asks without echo; `null`: the user would rather not. */
  askPassword(question: string): Promise<string | null>;
  /** Resolves to the name it was saved under, or null when cancelled. */
  saveFile(suggestedName: string, bytes: Uint8Array): Promise<string | null>;
}

/** The commands of the key by which others know the local user. */
export class IdentityHandlers {
  readonly all: Pick<Handlers<NamesOf<typeof IDENTITY_COMMANDS>>, 'identity'> = {
    identity: async ({ action, isPasted }) => {
      if (action === 'export') await this.export();
      else if (action === 'import') await this.import(isPasted);
      else this.say(ownKeySentence(this.ports.identity));
    },
  };

  constructor(private readonly ports: IdentityHandlerPorts) {}

  private say(text: string, tone: NoticeTone = 'echo'): void {
    this.ports.notice(text, tone);
  }

  private async export(): Promise<void> {
    const { identity, canExportKey } = this.ports;
    if (!canExportKey || identity.publicKey === null) {
      this.say(NO_KEY_EXPORT, 'warn');
      return;
    }
    const passphrase = await this.newPassphrase();
    if (passphrase === null) return;
    this.say(SEALING);
    await this.tellFailure(async () => {
      const text = await identity.exportSealed(passphrase);
      const suggested = identityFileName(identity.publicKey ?? '');
      const name = await this.ports.saveFile(suggested, new TextEncoder().encode(text));
      if (name === null) this.say(NOT_EXPORTED, 'warn');
      else this.say(exportedSentence(name), 'good');
    });
  }

  /** `null`: none that holds; that was said. */
  private async newPassphrase(): Promise<string | null> {
    const passphrase = await this.ports.askPassword(NEW_PASSPHRASE);
    if (passphrase === null) {
      this.say(NOT_EXPORTED, 'warn');
    } else if (!isPassphrase(passphrase)) {
      this.say(BAD_PASSPHRASE, 'error');
    } else if ((await this.ports.askPassword(PASSPHRASE_AGAIN)) !== passphrase) {
      this.say(NOT_THE_SAME, 'error');
    } else {
      return passphrase;
    }
    return null;
  }

  private async import(isPasted: boolean): Promise<void> {
    if (this.ports.isTalking()) {
      this.say(NOT_IN_A_TALK, 'warn');
      return;
    }
    const text = isPasted ? await this.ports.askPassword(SEALED_KEY) : await this.chosenText();
    if (text === null) return;
    const passphrase = await this.ports.askPassword(PASSPHRASE);
    if (passphrase === null) return;
    if (!isPassphrase(passphrase)) {
      this.say(BAD_PASSPHRASE, 'error');
      return;
    }
    await this.tellFailure(async () => {
      const { publicKey, notices } = await this.ports.identity.importSealed(text, passphrase);
      this.say(importedSentence(publicKey ?? ''), 'good');
      for (const notice of notices) this.say(notice, 'warn');
      await this.signInAgain();
    });
  }

  /** `null`: there is none; that was said. */
  private async chosenText(): Promise<string | null> {
    const file = (await this.ports.chooseFiles()).at(0);
    if (file === undefined) {
      this.say(NO_FILE_CHOSEN, 'warn');
      return null;
    }
    if (file.size > MAX_SEALED_CHARS) {
      this.say(TOO_LARGE, 'error');
      return null;
    }
    return new TextDecoder().decode(await file.slice(0, file.size).arrayBuffer());
  }

  /** Whoever is signed in is still there by the key of before. */
  private async signInAgain(): Promise<void> {
    const { account } = this.ports;
    const { state } = account;
    if (state.kind !== 'signed-in') return;
    const { name, server } = state;
    await account.logout(false);
    const outcome = await account.login({ name, server });
    if (!outcome.ok && !outcome.isOvertaken)
      this.say(signInFailureSentence(outcome, name, server), 'error');
  }

  /** What the host cannot do it says in a sentence. */
  private async tellFailure(task: () => Promise<void>): Promise<void> {
    try {
      await task();
    } catch (error) {
      this.say(error instanceof Error ? error.message : String(error), 'error');
    }
  }
}

function isPassphrase(text: string): boolean {
  return text.length >= MIN_PASSPHRASE_CHARS && text.length <= MAX_PASSPHRASE_CHARS;
}
