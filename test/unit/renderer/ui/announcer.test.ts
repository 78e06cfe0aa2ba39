import { beforeEach, describe, expect, it } from 'vitest';
import type { ChatEntry } from '../../../../src/renderer/ui/chat-lines';
import { inputSentences } from '../../../../src/renderer/text/input-sentences';
import { Announcer } from '../../../../src/renderer/ui/announcer';
import type { CallPhase } from '../../../../src/shared/call/call-phase';
import type { SignallingState } from '../../../../src/shared/signalling/signalling-api';

const CALL = { peer: 'bob', callId: 'c1' } as const;
const OUTGOING: CallPhase = { kind: 'outgoing', peer: 'bob', callId: 'c1', isRinging: false };
const RINGING: CallPhase = { ...OUTGOING, isRinging: true };
const LIVE: CallPhase = { kind: 'live', ...CALL, sinceMs: 0 };
const IDLE: CallPhase = { kind: 'idle' };
const ALL_ON = { camera: true, microphone: true };

function interrupted(attempt: number, isPeerGone = false): CallPhase {
  return { kind: 'reconnecting', ...CALL, sinceMs: 0, attempt, isPeerGone };
}

describe('Announcer', () => {
  let lines: string[];
  let announcer: Announcer;
  let nowMs: number;

  beforeEach(() => {
    lines = [];
    nowMs = 0;
    announcer = announcerFor(false);
  });

  function announcerFor(isTouch: boolean): Announcer {
    const pane = {
      append: (entry: ChatEntry) => lines.push(entry.text),
      notice: (text: string) => lines.push(text),
    };
    return new Announcer(pane, inputSentences(isTouch), () => nowMs);
  }

  function pass(...phases: readonly CallPhase[]): void {
    for (const phase of phases) announcer.handlePhase(phase);
  }

  describe('about a call', () => {
    it('says who is calling, and what to do, once', () => {
      const incoming: CallPhase = { kind: 'incoming', ...CALL, isGuest: false };
      pass(IDLE, incoming, { ...incoming });
      expect(lines).toEqual(['bob is calling you. Type answer, or decline.']);
    });

    it('says how to answer with a finger where there are no keys', () => {
      announcerFor(true).handlePhase({ kind: 'incoming', ...CALL, isGuest: false });
      expect(lines).toEqual(['bob is calling you. Tap Accept, or Decline.']);
    });

    it('says that pictures go as text, and when they no longer do', () => {
      announcer.handleTextPicture({ isReceived: false, isSent: true });
      announcer.handleTextPicture({ isReceived: true, isSent: true });
      announcer.handleTextPicture({ isReceived: true, isSent: false });
      announcer.handleTextPicture({ isReceived: false, isSent: false });
      expect(lines).toEqual([
        'The network is too slow for video: your picture is sent as text.',
        'The network is too slow for video: their picture comes as text.',
        'The network carries video again.',
      ]);
    });

    it('says that a picture stands still, and not that it moves again', () => {
      announcer.handleStill(true, 'bob');
      announcer.handleStill(false, 'bob');
      expect(lines).toEqual(["bob's picture stands still: nothing comes from there."]);
    });

    it('says of a picture that stops and goes on all the time so once a minute', () => {
      for (nowMs = 0; nowMs < 120_000; nowMs += 10_000) {
        for (const name of ['ann', 'bob']) {
          announcer.handleStill(true, name);
          announcer.handleStill(false, name);
        }
      }
      const told = ['ann', 'bob'].map((name) => lines.filter((line) => line.startsWith(name)));
      expect(told.map(({ length }) => length)).toEqual([2, 2]);
    });

    it('says it again at once in the next call', () => {
      announcer.handleStill(true, 'bob');
      pass(LIVE, IDLE, LIVE);
      lines = [];
      announcer.handleStill(true, 'bob');
      expect(lines).toEqual(["bob's picture stands still: nothing comes from there."]);
    });

    it('says that it rings at the other end, not that it is about to', () => {
      pass(IDLE, OUTGOING);
      expect(lines).toEqual([]);
      pass(RINGING, RINGING);
      expect(lines).toEqual(['Ringing at bob ...']);
    });

    it('says that two people are connected', () => {
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

    it('says nothing at the end of a call but the line that tells why', () => {
      pass(LIVE);
      lines.length = 0;
      pass(IDLE);
      expect(lines).toEqual([]);
    });

    it('tells the same again about the next call', () => {
      pass(LIVE, IDLE, { ...LIVE, callId: 'c2' });
      expect(lines).toEqual(['You are connected to bob.', 'You are connected to bob.']);
    });
  });

  describe('about the local camera and microphone', () => {
    it('says that the camera is on when it first is, and each time it is switched', () => {
      announcer.handleOwnMedia({ camera: 'none', microphone: 'idle' });
      expect(lines).toEqual([]);
      for (const camera of ['on', 'on', 'off', 'off', 'none', 'on'] as const) {
        announcer.handleOwnMedia({ camera, microphone: 'idle' });
      }
      expect(lines).toEqual(['Your camera is on.', 'Your camera is off.', 'Your camera is on.']);
    });

    it('says nothing of a camera that rests while nobody looks at the window', () => {
      for (const camera of ['on', 'none', 'on'] as const) {
        announcer.handleOwnMedia({ camera, microphone: 'idle' });
      }
      expect(lines).toEqual(['Your camera is on.']);
    });

    it('says that the microphone is muted, and that it is on again', () => {
      for (const microphone of ['on', 'muted', 'muted', 'on'] as const) {
        announcer.handleOwnMedia({ camera: 'none', microphone });
      }
      expect(lines).toEqual(['Your microphone is muted.', 'Your microphone is on.']);
    });

    it('says of a microphone that is unmuted out of calls that it is on in calls', () => {
      announcer.handleOwnMedia({ camera: 'none', microphone: 'muted' });
      announcer.handleOwnMedia({ camera: 'none', microphone: 'idle' });
      expect(lines.at(-1)).toBe('Your microphone is on in calls.');
    });

    it('does not say that the microphone goes on with a call and off with its end', () => {
      for (const microphone of ['idle', 'none', 'on', 'idle'] as const) {
        announcer.handleOwnMedia({ camera: 'none', microphone });
      }
      expect(lines).toEqual([]);
    });

    it('complains of a device that fails once, and again only when it had worked in between', () => {
      const failure = { kind: 'camera', reason: 'in-use', asked: null, replacedBy: null } as const;
      announcer.handleMediaFailure(failure);
      announcer.handleMediaFailure(failure);
      expect(lines).toHaveLength(1);
      announcer.handleOwnMedia({ camera: 'on', microphone: 'idle' });
      announcer.handleMediaFailure(failure);
      expect(lines).toEqual([lines[0], 'Your camera is on.', lines[0]]);
    });

    it('says that a camera which had failed is back', () => {
      announcer.handleOwnMedia({ camera: 'on', microphone: 'idle' });
      announcer.handleMediaFailure({
        kind: 'camera',
        reason: 'unplugged',
        asked: null,
        replacedBy: null,
      });
      announcer.handleOwnMedia({ camera: 'on', microphone: 'idle' });
      expect(lines).toEqual([
        'Your camera is on.',
        'The camera was unplugged. Plug it in again, or choose another: /devices',
        'Your camera is on.',
      ]);
    });
  });

  describe('about a remote camera and microphone', () => {
    it('says nothing when both are on', () => {
      announcer.handlePeerMedia(ALL_ON, 'bob');
      expect(lines).toEqual([]);
    });

    it('says at the beginning of a call which of them is not on', () => {
      announcer.handlePeerMedia({ camera: false, microphone: false }, 'bob');
      expect(lines).toEqual(['bob has no camera on.', 'bob has no microphone on.']);
    });

    it('says each change of them once', () => {
      announcer.handlePeerMedia(ALL_ON, 'bob');
      announcer.handlePeerMedia({ ...ALL_ON, camera: false }, 'bob');
      announcer.handlePeerMedia({ ...ALL_ON, camera: false }, 'bob');
      announcer.handlePeerMedia({ camera: true, microphone: false }, 'bob');
      announcer.handlePeerMedia(ALL_ON, 'bob');
      expect(lines).toEqual([
        'bob turned the camera off.',
        'bob turned the camera on.',
        'bob turned the microphone off.',
        'bob turned the microphone on.',
      ]);
    });

    it('says of a camera that gives no picture that it does, not that somebody turned it off', () => {
      const dark = { ...ALL_ON, camera: false, isDark: true };
      announcer.handlePeerMedia(dark, 'bob');
      announcer.handlePeerMedia(dark, 'bob');
      announcer.handlePeerMedia(ALL_ON, 'bob');
      announcer.handlePeerMedia(dark, 'bob');
      announcer.handlePeerMedia({ ...ALL_ON, camera: false }, 'bob');
      expect(lines).toEqual([
        "bob's camera gives no picture.",
        "bob's camera gives a picture again.",
        "bob's camera gives no picture.",
        'bob turned the camera off.',
      ]);
    });

    it('says nothing again when a rebuilt connection reports the same', () => {
      pass(LIVE);
      announcer.handlePeerMedia({ ...ALL_ON, camera: false }, 'bob');
      lines.length = 0;
      pass(interrupted(0), LIVE);
      announcer.handlePeerMedia({ ...ALL_ON, camera: false }, 'bob');
      expect(lines.filter((line) => line.includes('camera'))).toEqual([]);
    });

    it('knows nothing of them at the beginning of the next call', () => {
      announcer.handlePeerMedia({ ...ALL_ON, camera: false }, 'bob');
      pass(IDLE);
      lines.length = 0;
      announcer.handlePeerMedia(ALL_ON, 'bob');
      expect(lines).toEqual([]);
    });

    it('says nothing of echo, which repeats what the local user does', () => {
      announcer.handlePeerMedia(ALL_ON, 'echo');
      announcer.handlePeerMedia({ camera: false, microphone: false }, 'echo');
      expect(lines).toEqual([]);
    });
  });

  describe('about a server that does not answer yet', () => {
    const server = 'ws://here';
    const SIGNED_IN = { kind: 'signed-in', server, name: 'ann', isSecure: false } as const;
    const trying = (attempt: number): SignallingState => ({
      kind: 'connecting',
      server,
      retry: { name: 'ann', attempt },
    });
    const through = (...states: readonly SignallingState[]): void => {
      for (const state of states) announcer.handleSignalling(state);
    };

    it('says nothing of each attempt, and once that one has worked', () => {
      through({ kind: 'connecting', server }, trying(1), trying(2), trying(3));
      expect(lines).toEqual([]);
      through(SIGNED_IN);
      expect(lines).toEqual(['You are signed in as ann.']);
    });

    it('leaves what the first attempt came to to the command', () => {
      through({ kind: 'connecting', server }, SIGNED_IN);
      through({ kind: 'signed-out' }, { kind: 'connecting', server }, { kind: 'signed-out' });
      expect(lines).toEqual([]);
    });

    it('says why it is no longer tried where it is refused in the end', () => {
      through(trying(4), { kind: 'signed-out', reason: 'name-taken' });
      through(trying(1), {
        kind: 'signed-out',
        reason: 'offline',
        reach: { problem: 'not-admitted' },
      });
      expect(lines).toEqual([
        'The name ann is taken on this server. Type: login --user ANOTHER-NAME',
        expect.stringMatching(/^The server at ws:\/\/here lets nobody in from here/),
      ]);
    });

    it('says of somebody who was signed in that they no longer are', () => {
      through(SIGNED_IN, { kind: 'signed-out', reason: 'name-taken' });
      expect(lines).toEqual([expect.stringMatching(/^You were signed out\. The name you had/)]);
    });

    it('says nothing of what the user ended', () => {
      through(trying(4), { kind: 'signed-out' });
      expect(lines).toEqual([]);
    });
  });

  describe('about the style', () => {
    it('says each change of it once, and not what it is at the start', () => {
      announcer.handleStyle('ascii-color');
      expect(lines).toEqual([]);
      announcer.handleStyle('just-ascii');
      announcer.handleStyle('just-ascii');
      expect(lines).toEqual(['The style is just-ascii.']);
    });
  });
});
