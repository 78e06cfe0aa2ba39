import { beforeEach, describe, expect, it } from 'vitest';
import type { ChatEntry } from '../../../../src/renderer/ui/chat-pane';
import { inputSentences } from '../../../../src/renderer/ui/input-sentences';
import { Teller } from '../../../../src/renderer/ui/teller';
import type { CallPhase } from '../../../../src/shared/call/call-phase';

const CALL = { peer: 'bob', callId: 'c1' } as const;
const OUTGOING: CallPhase = { kind: 'outgoing', peer: 'bob', callId: 'c1', isRinging: false };
const RINGING: CallPhase = { ...OUTGOING, isRinging: true };
const LIVE: CallPhase = { kind: 'live', ...CALL, sinceMs: 0 };
const IDLE: CallPhase = { kind: 'idle' };
const ALL_ON = { camera: true, microphone: true };

function interrupted(attempt: number, isPeerGone = false): CallPhase {
  return { kind: 'reconnecting', ...CALL, sinceMs: 0, attempt, isPeerGone };
}

describe('Teller', () => {
  let lines: string[];
  let teller: Teller;

  beforeEach(() => {
    lines = [];
    teller = tellerFor(false);
  });

  function tellerFor(isTouch: boolean): Teller {
    const pane = {
      append: (entry: ChatEntry) => lines.push(entry.text),
      notice: (text: string) => lines.push(text),
    };
    return new Teller(pane, inputSentences(isTouch));
  }

  function pass(...phases: readonly CallPhase[]): void {
    for (const phase of phases) teller.handlePhase(phase);
  }

  describe('of a call', () => {
    it('says who is calling, and what to do, once', () => {
      const incoming: CallPhase = { kind: 'incoming', ...CALL, isGuest: false };
      pass(IDLE, incoming, { ...incoming });
      expect(lines).toEqual(['bob is calling you. Type answer, or decline.']);
    });

    it('says it in words for a finger where that is what one has', () => {
      tellerFor(true).handlePhase({ kind: 'incoming', ...CALL, isGuest: false });
      expect(lines).toEqual(['bob is calling you. Tap Accept, or Decline.']);
    });

    it('says that pictures go as text, and when they no longer do', () => {
      teller.handleTextPicture({ isReceived: false, isSent: true });
      teller.handleTextPicture({ isReceived: true, isSent: true });
      teller.handleTextPicture({ isReceived: true, isSent: false });
      teller.handleTextPicture({ isReceived: false, isSent: false });
      expect(lines).toEqual([
        'The network is too slow for video: your picture is sent as text.',
        'The network is too slow for video: their picture comes as text.',
        'The network carries video again.',
      ]);
    });

    it('says that a picture stands still; that it moves again is seen', () => {
      teller.handleStill(true, 'bob');
      teller.handleStill(false, 'bob');
      expect(lines).toEqual(["bob's picture stands still: nothing comes from there."]);
    });

    it('says that it rings at the other end, not that it is about to', () => {
      pass(IDLE, OUTGOING);
      expect(lines).toEqual([]);
      pass(RINGING, RINGING);
      expect(lines).toEqual(['Ringing at bob ...']);
    });

    it('says when people can talk', () => {
      pass(IDLE, OUTGOING, { kind: 'connecting', ...CALL }, LIVE, { ...LIVE });
      expect(lines).toEqual(['You are connected to bob.']);
    });

    it('says that the other end is gone, and that the call waits, until they are back', () => {
      pass(LIVE, interrupted(0, true), interrupted(0, true), interrupted(0), interrupted(1));
      const [, gone, back, ...more] = lines;
      expect(gone).toMatch(/^bob is gone: their connection broke. The call waits/);
      expect(back).toBe('bob is back: the connection is being made again.');
      expect(more).toEqual([]);
    });

    it('says once that the connection is interrupted, however often it is tried, and that it is back', () => {
      pass(LIVE);
      lines.length = 0;
      pass(interrupted(0), interrupted(1), interrupted(2), LIVE);
      expect(lines).toEqual([
        'The connection to bob is interrupted: it is being made again.',
        'The connection to bob is back.',
      ]);
    });

    it('leaves the end of a call to the line that tells why', () => {
      pass(LIVE);
      lines.length = 0;
      pass(IDLE);
      expect(lines).toEqual([]);
    });

    it('says the same again of the next call', () => {
      pass(LIVE, IDLE, { ...LIVE, callId: 'c2' });
      expect(lines).toEqual(['You are connected to bob.', 'You are connected to bob.']);
    });
  });

  describe('of my camera and microphone', () => {
    it('says that the camera is on when it first is, and each time I switch it', () => {
      teller.handleOwnMedia({ camera: 'none', microphone: 'idle' });
      expect(lines).toEqual([]);
      for (const camera of ['on', 'on', 'off', 'off', 'none', 'on'] as const) {
        teller.handleOwnMedia({ camera, microphone: 'idle' });
      }
      expect(lines).toEqual(['Your camera is on.', 'Your camera is off.', 'Your camera is on.']);
    });

    it('does not speak of a camera that rests while nobody looks at the window', () => {
      for (const camera of ['on', 'none', 'on'] as const) {
        teller.handleOwnMedia({ camera, microphone: 'idle' });
      }
      expect(lines).toEqual(['Your camera is on.']);
    });

    it('says that I am muted, and when I can be heard again', () => {
      for (const microphone of ['on', 'muted', 'muted', 'on'] as const) {
        teller.handleOwnMedia({ camera: 'none', microphone });
      }
      expect(lines).toEqual(['Your microphone is muted.', 'Your microphone is on.']);
    });

    it('promises no more than it knows when I unmute out of calls', () => {
      teller.handleOwnMedia({ camera: 'none', microphone: 'muted' });
      teller.handleOwnMedia({ camera: 'none', microphone: 'idle' });
      expect(lines.at(-1)).toBe('Your microphone is on in calls.');
    });

    it('takes it for granted that the microphone goes on with a call and off with its end', () => {
      for (const microphone of ['idle', 'none', 'on', 'idle'] as const) {
        teller.handleOwnMedia({ camera: 'none', microphone });
      }
      expect(lines).toEqual([]);
    });

    it('complains of a device once, and again only when it had worked in between', () => {
      const failure = { kind: 'camera', reason: 'in-use', asked: null, replacedBy: null } as const;
      teller.handleMediaFailure(failure);
      teller.handleMediaFailure(failure);
      expect(lines).toHaveLength(1);
      teller.handleOwnMedia({ camera: 'on', microphone: 'idle' });
      teller.handleMediaFailure(failure);
      expect(lines).toEqual([lines[0], 'Your camera is on.', lines[0]]);
    });

    it('says that a camera which had failed is back', () => {
      teller.handleOwnMedia({ camera: 'on', microphone: 'idle' });
      teller.handleMediaFailure({
        kind: 'camera',
        reason: 'unplugged',
        asked: null,
        replacedBy: null,
      });
      teller.handleOwnMedia({ camera: 'on', microphone: 'idle' });
      expect(lines).toEqual([
        'Your camera is on.',
        'The camera was unplugged.',
        'Your camera is on.',
      ]);
    });
  });

  describe("of the other end's camera and microphone", () => {
    it('has nothing to say when both are on', () => {
      teller.handlePeerMedia(ALL_ON, 'bob');
      expect(lines).toEqual([]);
    });

    it('says at first what is not on', () => {
      teller.handlePeerMedia({ camera: false, microphone: false }, 'bob');
      expect(lines).toEqual(['bob has no camera on.', 'bob has no microphone on.']);
    });

    it('says each change once', () => {
      teller.handlePeerMedia(ALL_ON, 'bob');
      teller.handlePeerMedia({ ...ALL_ON, camera: false }, 'bob');
      teller.handlePeerMedia({ ...ALL_ON, camera: false }, 'bob');
      teller.handlePeerMedia({ camera: true, microphone: false }, 'bob');
      teller.handlePeerMedia(ALL_ON, 'bob');
      expect(lines).toEqual([
        'bob turned the camera off.',
        'bob turned the camera on.',
        'bob turned the microphone off.',
        'bob turned the microphone on.',
      ]);
    });

    it('says of a camera that gives no picture that it is no choice of theirs', () => {
      const dark = { ...ALL_ON, camera: false, isDark: true };
      teller.handlePeerMedia(dark, 'bob');
      teller.handlePeerMedia(dark, 'bob');
      teller.handlePeerMedia(ALL_ON, 'bob');
      teller.handlePeerMedia(dark, 'bob');
      teller.handlePeerMedia({ ...ALL_ON, camera: false }, 'bob');
      expect(lines).toEqual([
        "bob's camera gives no picture.",
        "bob's camera gives a picture again.",
        "bob's camera gives no picture.",
        'bob turned the camera off.',
      ]);
    });

    it('does not repeat itself when a rebuilt connection reports the same', () => {
      pass(LIVE);
      teller.handlePeerMedia({ ...ALL_ON, camera: false }, 'bob');
      lines.length = 0;
      pass(interrupted(0), LIVE);
      teller.handlePeerMedia({ ...ALL_ON, camera: false }, 'bob');
      expect(lines.filter((line) => line.includes('camera'))).toEqual([]);
    });

    it('begins anew with the next call', () => {
      teller.handlePeerMedia({ ...ALL_ON, camera: false }, 'bob');
      pass(IDLE);
      lines.length = 0;
      teller.handlePeerMedia(ALL_ON, 'bob');
      expect(lines).toEqual([]);
    });

    it('does not have echo repeat what I do with my own', () => {
      teller.handlePeerMedia(ALL_ON, 'echo');
      teller.handlePeerMedia({ camera: false, microphone: false }, 'echo');
      expect(lines).toEqual([]);
    });
  });

  describe('of the style', () => {
    it('says a change, not what it is at the start, and not twice', () => {
      teller.handleStyle('ascii-color');
      expect(lines).toEqual([]);
      teller.handleStyle('just-ascii');
      teller.handleStyle('just-ascii');
      expect(lines).toEqual(['The style is just-ascii.']);
    });
  });
});
