import { describe, expect, it } from 'vitest';
import { chatIdOf, memberIdOf, ownChatId } from '../../../../src/server/gateways/rtc-chat/chat-ids';

/** As pages that speak RTC-Chat's messages decide it. */
const givesWay = (own: string, other: string): boolean => own < other;

describe('who gives way when two offer at once', () => {
  it.each(['-id', 'AAAA', 'zzzz', '0123'])('is one of the two and not both: %s', (id) => {
    const own = ownChatId(id);
    expect(givesWay(own, chatIdOf({ id, via: undefined }, true))).toBe(true);
    expect(givesWay(own, chatIdOf({ id, via: undefined }, false))).toBe(true);
    expect(givesWay(own, chatIdOf({ id, via: 'rtcpool' }, true))).toBe(true);
    expect(givesWay(own, chatIdOf({ id, via: 'rtc-chat' }, false))).toBe(false);
    expect(memberIdOf(chatIdOf({ id, via: 'rtc-chat' }, false))).toBe(id);
  });
});
