import { afterEach, describe, expect, it, vi } from 'vitest';
import { createAttention } from '../../../../src/renderer/host/page-attention';
import { HOSTILE_STRINGS } from '../../../fixtures/hostile-text';

/** Controls, ends of lines, and what turns the order of letters. */
const ACTS = /[\p{Cc}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;

function setUp() {
  const page = { title: 'WebCRT' };
  const bodies: string[] = [];
  const Notification = class {
    static readonly permission = 'granted';
    onclick: (() => void) | null = null;
    constructor(_title: string, { body }: { readonly body: string }) {
      bodies.push(body);
    }
    close(): void {
      bodies.pop();
    }
  };
  vi.stubGlobal('document', page);
  vi.stubGlobal('window', { Notification, focus: () => undefined });
  vi.stubGlobal('Notification', Notification);
  return { page, bodies, attention: createAttention() };
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('a page that calls for attention', () => {
  it('says who is calling in its title and in a notification, until it is stopped', async () => {
    const { page, bodies, attention } = setUp();
    await attention.ring({ callId: 'call-1', from: 'ann' });
    expect([page.title, bodies]).toEqual(['☎ ann is calling', ['ann is calling you']]);
    await attention.stop();
    expect([page.title, bodies]).toEqual(['WebCRT', []]);
  });

  it('shows nothing that acts of any name', async () => {
    for (const { label, text } of HOSTILE_STRINGS) {
      const { page, bodies, attention } = setUp();
      await attention.ring({ callId: 'call-1', from: text });
      expect(bodies, label).toHaveLength(1);
      expect(page.title, label).not.toMatch(ACTS);
      expect(bodies[0], label).not.toMatch(ACTS);
    }
  });
});
