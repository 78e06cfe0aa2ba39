import { describe, expect, it } from 'vitest';
import { fileHandlers, sendFiles } from '../../../../src/renderer/commands/file-handlers';
import type { FileExchange } from '../../../../src/renderer/transfer/file-exchange';
import type { SourceFile } from '../../../../src/renderer/transfer/outgoing-file';

const CLIVE = { id: 'peer', name: 'clive', via: 'clivrt' };
const FILE = { name: 'cat.png', size: 10 } as SourceFile;
const WHY = /^clive is here by clivrt, whose program takes no files/;

describe('a file for somebody who came by a gateway', () => {
  it('is not even looked for, and the user is told why', async () => {
    const notices: string[] = [];
    let chosen = 0;
    const handlers = fileHandlers({
      files: {} as unknown as FileExchange,
      filePlace: () => ({ kind: 'call', peer: CLIVE }),
      chooseFiles: () => {
        chosen += 1;
        return Promise.resolve([FILE]);
      },
      notice: (text) => notices.push(text),
    });
    await handlers.send({ name: 'send', person: null });
    expect(chosen).toBe(0);
    expect(notices.join()).toMatch(WHY);
  });

  it('goes to the others', () => {
    const notices: string[] = [];
    const offered: string[] = [];
    const files = {
      offer: (id: string) => {
        offered.push(id);
        return null;
      },
    } as unknown as FileExchange;
    const people = [CLIVE, { id: 'other', name: 'bob' }];
    sendFiles({ files, notice: (text) => notices.push(text) }, [FILE], { people, leftOut: [] });
    expect(offered).toEqual(['other']);
    expect(notices[0]).toMatch(WHY);
  });
});

describe('accept and refuse, which the buttons of a call that rings are called as well', () => {
  it.each(['accept', 'refuse'] as const)(
    'tells by %s with no file there how a call is decided',
    async (name) => {
      const notices: string[] = [];
      const handlers = fileHandlers({
        files: { undecided: [], open: [] } as unknown as FileExchange,
        filePlace: () => ({ kind: 'nowhere' }) as never,
        chooseFiles: () => Promise.resolve([]),
        notice: (text) => notices.push(text),
      });
      await handlers[name]({ name, number: null } as never);
      expect(notices).toEqual([expect.stringMatching(/answer.*decline/)]);
    },
  );
});
