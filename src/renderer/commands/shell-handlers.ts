import type { Participant } from '../../shared/call/participant';
import { isSuspiciousMember } from '../../shared/call/membership';
import type { ShellStart } from '../../shared/ipc/shell-api';
import type { GrantFailure } from '../call/shell-grants';
import {
  grantFailureSentence,
  NO_SHELL_TO_GRANT,
  NOBODY_FOR_SHELL,
  NOBODY_GRANTED,
  notHereForGrantSentence,
  SHELL_FAILURES,
  SHELL_IN_APP_ONLY,
  type ShellKeyNames,
  shellStartedSentence,
  shellTitle,
  suspiciousGrantSentence,
} from '../text/shell-sentences';
import type { NoticePort } from './handlers';

/** The shared terminal, as commands use it. */
export interface ShellVerbs {
  readonly isOn: boolean;
  start(command: string | null, title: string): Promise<ShellStart>;
  /** `false`: none was shared. */
  stop(): boolean;
  grant(id: string): Promise<GrantFailure | null>;
  /** `false`: nobody could type. */
  revoke(): boolean;
}

export interface ShellHandlerPorts extends NoticePort {
  /** `null`: the host has no terminals. */
  readonly shell: ShellVerbs | null;
  /** What others granted here; `false`: nothing. */
  giveBack(): boolean;
  isTalking(): boolean;
  shellKeys(): ShellKeyNames;
  readonly participants: { find(name: string): Participant | undefined };
}

/** Shares a terminal with `command` in it, or with a shell. */
export async function shareTerminal(
  ports: ShellHandlerPorts,
  command: string | null,
): Promise<void> {
  const { shell } = ports;
  if (shell === null) {
    ports.notice(SHELL_IN_APP_ONLY, 'warn');
    return;
  }
  if (!ports.isTalking()) {
    ports.notice(NOBODY_FOR_SHELL, 'warn');
    return;
  }
  const start = await shell.start(command, shellTitle(command));
  if (start !== 'started') {
    ports.notice(SHELL_FAILURES[start], start === 'refused' ? 'echo' : 'warn');
    return;
  }
  ports.notice(shellStartedSentence(ports.shellKeys()), 'good');
}

/** Lets somebody type in it. */
export async function grantTerminal(ports: ShellHandlerPorts, name: string): Promise<void> {
  const { shell, participants } = ports;
  if (shell?.isOn !== true) {
    ports.notice(shell === null ? SHELL_IN_APP_ONLY : NO_SHELL_TO_GRANT, 'warn');
    return;
  }
  const person = participants.find(name);
  if (person === undefined) ports.notice(notHereForGrantSentence(name), 'warn');
  else if (isSuspiciousMember(person)) ports.notice(suspiciousGrantSentence(person.name), 'error');
  else {
    const failure = await shell.grant(person.id);
    if (failure !== null) ports.notice(grantFailureSentence(person.name, failure), 'warn');
  }
}

/** Takes it back, or gives back what others granted. */
export function revokeTerminal(ports: ShellHandlerPorts): void {
  const isRevoked = ports.shell?.revoke() === true;
  const isGivenBack = ports.giveBack();
  if (!isRevoked && !isGivenBack) ports.notice(NOBODY_GRANTED, 'warn');
}
