import { expect, it } from 'vitest';
import { askForFile } from '../../../../src/renderer/app/ask-for-file';
import type { Machine } from '../../../../src/renderer/app/machine';
import type { SourceFile } from '../../../../src/renderer/transfer/outgoing-file';

const CAT = { name: 'cat.png', size: 10 } as SourceFile;

function opening(path: string): Promise<SourceFile> {
  return path === '/cat.png' ? Promise.resolve(CAT) : Promise.reject(new Error('There is none.'));
}

it.each<[string, string | null, Machine['openFile'], readonly SourceFile[], RegExp | null]>([
  ['one that is there', ' /cat.png ', opening, [CAT], null],
  ['none, as nothing is typed', '', opening, [], null],
  ['none, as the question is dropped', null, opening, [], null],
  ['none, as there is none', '/dog.png', opening, [], /no file that can be read at \/dog\.png/],
  ['none, as the window alone opens files', '/cat.png', null, [], /type send there/],
])('asks in a terminal for a file: %s', async (_what, answer, openFile, found, notice) => {
  const notices: string[] = [];
  const chosen = await askForFile({
    openFile,
    ask: () => Promise.resolve(answer),
    notice: (text) => notices.push(text),
  });
  expect(chosen).toEqual(found);
  expect(notices).toEqual(notice === null ? [] : [expect.stringMatching(notice)]);
});
