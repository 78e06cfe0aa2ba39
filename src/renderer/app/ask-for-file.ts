import { CHOOSE_IN_WINDOW, noFileSentence, WHICH_FILE } from '../text/transfer-sentences';
import type { SourceFile } from '../transfer/outgoing-file';
import type { Machine } from './machine';

interface FileQuestion extends Pick<Machine, 'openFile'> {
  /** `null`: no answer. */
  readonly ask: (question: string) => Promise<string | null>;
  readonly notice: (text: string) => void;
}

/** Asks in a terminal for the path of a file. There may be none; why is said, then. */
export async function askForFile({
  openFile,
  ask,
  notice,
}: FileQuestion): Promise<readonly SourceFile[]> {
  if (openFile === null) {
    // Browsers show their dialog to whoever has just touched their window.
    notice(CHOOSE_IN_WINDOW);
    return [];
  }
  const path = (await ask(WHICH_FILE))?.trim() ?? '';
  if (path === '') return [];
  try {
    return [await openFile(path)];
  } catch {
    notice(noFileSentence(path));
    return [];
  }
}
