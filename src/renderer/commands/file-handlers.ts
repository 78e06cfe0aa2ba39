import { type CallPhase, isInCall } from '../../shared/call/call-phase';
import type { FILE_COMMANDS } from '../../shared/commands/areas/file-commands';
import { ECHO_NAME } from '../../shared/protocol/messages';
import { nameKey } from '../../shared/text/sanitise';
import { receivedFileName } from '../../shared/transfer/file-name';
import type { FileTransfers, TransferView } from '../transfer/file-transfers';
import type { IncomingFile } from '../transfer/incoming-file';
import type { SourceFile } from '../transfer/outgoing-file';
import { offerFailureSentence, transferLine } from '../ui/transfer-sentences';
import type { Handlers, NamesOf, NoticePort } from './handlers';

export interface FileHandlerPorts extends NoticePort {
  readonly files: FileTransfers;
  readonly call: { readonly phase: CallPhase };
  /** Has the user choose; none when they changed their mind. */
  chooseFiles(): Promise<readonly SourceFile[]>;
}

/** The commands of files. Numbers are those that `files` lists, from 1. */
export function fileHandlers(ports: FileHandlerPorts): Handlers<NamesOf<typeof FILE_COMMANDS>> {
  return {
    send: async ({ person }) => {
      const refusal = refusalToSend(ports.call.phase, person);
      if (refusal !== null) ports.notice(refusal, 'warn');
      else sendFiles(ports, await ports.chooseFiles());
    },
    accept: async ({ number }) => {
      await find(ports, number)?.accept();
    },
    refuse: ({ number }) => {
      find(ports, number)?.stop('refused');
    },
    files: ({ isStop, number }) => {
      if (isStop) stop(ports, number);
      else ports.notice(listSentence(ports.files.open), 'echo');
    },
  };
}

/** Why nothing can be sent now, and what to do; `null`: it can. */
export function refusalToSend(phase: CallPhase, person: string | null): string | null {
  const partner = isInCall(phase) ? phase.peer : null;
  if (partner === ECHO_NAME)
    return 'echo takes no files. Call somebody first: lookup shows who is here.';
  if (partner === null) return 'Files go to whom you are in a call with. Type call NAME first.';
  if (person === null || nameKey(person) === nameKey(partner)) return null;
  return (
    `You talk to ${partner}, and ${person} is not in this call. ` +
    `send lets you choose files for ${partner}; you may also drop them on the window.`
  );
}

/** Offers files, and says which could not be. */
export function sendFiles(
  { files, notice }: Pick<FileHandlerPorts, 'files' | 'notice'>,
  chosen: readonly SourceFile[],
): void {
  for (const file of chosen) {
    const failure = files.offer(file);
    if (failure !== null)
      notice(offerFailureSentence(failure, receivedFileName(file.name)), 'warn');
  }
}

/** The file that is undecided, by its number or, without one, the first. */
function find(ports: FileHandlerPorts, number: number | null): IncomingFile | null {
  const { undecided, open } = ports.files;
  const id = number === null ? undecided.at(0)?.id : open.at(number - 1)?.id;
  const file = number === 0 ? undefined : undecided.find((each) => each.id === id);
  if (file !== undefined) return file;
  if (undecided.length === 0) ports.notice('No file waits for your decision.', 'warn');
  else ports.notice('There is no undecided file of that number. files lists them.', 'warn');
  return null;
}

function stop(ports: FileHandlerPorts, number: number | null): void {
  const { open } = ports.files;
  if (open.length === 0) ports.notice('No file is on its way.', 'warn');
  else if (number === null && open.length > 1)
    ports.notice(`Which one?\n${listSentence(open)}`, 'warn');
  else {
    const view = number === 0 ? undefined : open.at((number ?? 1) - 1);
    if (view === undefined)
      ports.notice('There is no file of that number. files lists them.', 'warn');
    else ports.files.stop(view.id);
  }
}

function listSentence(open: readonly TransferView[]): string {
  if (open.length === 0) return 'No file is on its way. send chooses some to send.';
  const lines = open.map((view, index) => `  ${index + 1}  ${transferLine(view)}`);
  return ['Files:', ...lines].join('\n');
}
