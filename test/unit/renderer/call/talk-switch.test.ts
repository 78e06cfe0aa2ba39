import { describe, expect, it } from 'vitest';
import { TalkSwitch } from '../../../../src/renderer/call/talk-switch';

function heardBy(talk: TalkSwitch): boolean[] {
  const heard: boolean[] = [];
  talk.onChange(() => heard.push(talk.mayBeHeard));
  return heard;
}

describe('TalkSwitch', () => {
  it('lets me be heard while the key is held, and tells each change once', () => {
    const talk = new TalkSwitch('talk');
    const heard = heardBy(talk);
    talk.setHeld(true);
    talk.setHeld(true);
    talk.setHeld(false);
    expect(heard).toEqual([true, false]);
  });

  it('does nothing at the key without a rule', () => {
    const talk = new TalkSwitch('off');
    const heard = heardBy(talk);
    talk.setHeld(true);
    expect(talk.isHeld).toBe(false);
    expect(heard).toEqual([]);
  });

  it('begins another rule with the key up', () => {
    const talk = new TalkSwitch('talk');
    talk.setHeld(true);
    talk.setMode('mute');
    expect(talk.isHeld).toBe(false);
    expect(talk.mayBeHeard).toBe(true);
  });

  it('keeps who is muted silent whatever the key does', () => {
    const talk = new TalkSwitch('talk');
    talk.setMuted(true);
    talk.setHeld(true);
    expect(talk.mayBeHeard).toBe(false);
    talk.setMuted(false);
    expect(talk.mayBeHeard).toBe(true);
  });
});
