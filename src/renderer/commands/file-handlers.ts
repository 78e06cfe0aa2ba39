import type { FILE_COMMANDS } from '../../shared/commands/areas/file-commands';
import {
  type Audience,
  chooseAudience,
  type FilePerson,
  type FilePlace,
} from '../../shared/transfer/audience';
import { receivedFileName } from '../../shared/transfer/file-name';
import type { FileExchange } from '../transfer/file-exchange';
import type { IncomingFile } from '../transfer/incoming-file';
import type { SourceFile } from '../transfer/outgoing-file';
import { audienceFailureSentence, leftOutSentence } from '../text/audience-sentences';
import { foreignFileSentence } from '../text/gateway-sentences';
import {
  fileList,
  NO_FILES,
  NO_SUCH_FILE,
  NO_SUCH_UNDECIDED_FILE,
  NO_UNDECIDED_FILE,
  offeredSentence,
  offerFailureSentence,
  whichFileText,
} from '../text/transfer-sentences';
import type { Handlers, NamesOf, NoticePort } from './handlers';

export interface FileHandlerPorts extends NoticePort {
  readonly files: FileExchange;
  /** Where the local user is now, with whom. */
  filePlace(): FilePlace;
  /** Has the user choose; none when they changed their mind. */
  chooseFiles(): Promise<readonly SourceFile[]>;
}

/** The commands of files. Numbers are those that `files` lists, from 1. */
export function fileHandlers(ports: FileHandlerPorts): Handlers<NamesOf<typeof FILE_COMMANDS>> {
  return {
    send: async ({ person }) => {
      const before = chooseAudience(person, ports.filePlace());
      // Whoever takes no files is told of before anybody looks for some.
      const isInVain = before.ok && before.value.people.every(({ via }) => via !== undefined);
      if (isInVain) for (const each of before.value.people) refuseFiles(ports, each);
      if (isInVain) return;
      const chosen = before.ok ? await ports.chooseFiles() : [];
      if (before.ok && chosen.length === 0) return;
      // Choosing takes its time: who is here by then gets them.
      const audience = chooseAudience(person, ports.filePlace());
      if (audience.ok) sendFiles(ports, chosen, audience.value);
      else ports.notice(audienceFailureSentence(audience.error), 'warn');
    },
    accept: async ({ number }) => {
      await find(ports, number)?.accept();
    },
    refuse: ({ number }) => {
      find(ports, number)?.stop('refused');
    },
    files: ({ isStop, number }) => {
      if (isStop) stop(ports, number);
      else ports.notice(fileList(ports.files.open), 'echo');
    },
  };
}

/**
 * Offers each of the files to each of the people, and says what was offered and what could not be.
 */
export function sendFiles(
  { files, notice }: Pick<FileHandlerPorts, 'files' | 'notice'>,
  chosen: readonly SourceFile[],
  audience: Audience,
): void {
  for (const file of chosen) {
    const name = receivedFileName(file.name);
    const reached: string[] = [];
    const failures = new Set<string>();
    for (const person of audience.people) {
      if (person.via !== undefined) {
        failures.add(foreignFileSentence(person.name, person.via));
        continue;
      }
      const failure = files.offer(person.id, file);
      if (failure === null) reached.push(person.name);
      else failures.add(offerFailureSentence(failure, name, person.name));
    }
    for (const failure of failures) notice(failure, 'warn');
    if (reached.length > 0) notice(offeredSentence(name, file.size, reached), 'info');
  }
  const leftOut = chosen.length === 0 ? null : leftOutSentence(audience);
  if (leftOut !== null) notice(leftOut, 'warn');
}

function refuseFiles(ports: NoticePort, { name, via = '' }: FilePerson): void {
  ports.notice(foreignFileSentence(name, via), 'warn');
}

/** The file that is undecided, by its number or, without one, the first. */
function find(ports: FileHandlerPorts, number: number | null): IncomingFile | null {
  const { undecided, open } = ports.files;
  const key = number === null ? undecided.at(0)?.key : open.at(number - 1)?.key;
  const found = number === 0 ? undefined : undecided.find((each) => each.key === key);
  if (found !== undefined) return found.file;
  ports.notice(undecided.length === 0 ? NO_UNDECIDED_FILE : NO_SUCH_UNDECIDED_FILE, 'warn');
  return null;
}

function stop(ports: FileHandlerPorts, number: number | null): void {
  const { open } = ports.files;
  if (open.length === 0) ports.notice(NO_FILES, 'warn');
  else if (number === null && open.length > 1) ports.notice(whichFileText(open), 'warn');
  else {
    const found = number === 0 ? undefined : open.at((number ?? 1) - 1);
    if (found === undefined) ports.notice(NO_SUCH_FILE, 'warn');
    else ports.files.stop(found.key);
  }
}
