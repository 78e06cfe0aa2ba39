import { describe, expect, it } from 'vitest';
import { Lookup, type LookupPorts } from '../../../../src/renderer/chat/lookup';
import type { Person } from '../../../../src/shared/protocol/messages';

function lookupOf(...pages: { readonly names: readonly string[]; readonly more: boolean }[]): {
  readonly lookup: Lookup;
  readonly asked: unknown[];
} {
  const asked: unknown[] = [];
  const request = (_name: string, payload: unknown): Promise<unknown> => {
    const page = pages[asked.push(payload) - 1];
    const people = page.names.map((name): Person => ({ name, presence: 'available' }));
    return Promise.resolve({ ok: true, people, more: page.more });
  };
  const lookup = new Lookup({
    request: request as unknown as LookupPorts['request'],
    isHidden: (name) => name === 'eve',
  });
  return { lookup, asked };
}

describe('Lookup', () => {
  it('asks for the next page where the one before ended, until there is none', async () => {
    const { lookup, asked } = lookupOf(
      { names: ['ann', 'bob'], more: true },
      { names: ['cat'], more: false },
    );
    expect(await lookup.find('')).toMatchObject({ value: { isFirst: true, hasMore: true } });
    expect(await lookup.next()).toMatchObject({ value: { isFirst: false, hasMore: false } });
    expect(await lookup.next()).toBeNull();
    expect(asked).toEqual([{}, { after: 'bob' }]);
  });

  it('asks for each page with the beginning of the names that was asked for', async () => {
    const { lookup, asked } = lookupOf(
      { names: ['ann'], more: true },
      { names: ['anna'], more: false },
    );
    await lookup.find('an');
    await lookup.next();
    expect(asked).toEqual([{ beginning: 'an' }, { beginning: 'an', after: 'ann' }]);
  });

  it('leaves out people who are hidden, and still goes on behind them', async () => {
    const { lookup, asked } = lookupOf(
      { names: ['ann', 'eve'], more: true },
      { names: [], more: false },
    );
    await lookup.find('');
    expect(lookup.names).toEqual(['ann']);
    await lookup.next();
    expect(asked.at(-1)).toEqual({ after: 'eve' });
  });
});
