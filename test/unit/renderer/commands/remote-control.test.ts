import { describe, expect, it } from 'vitest';
import { RemoteControl } from '../../../../src/renderer/commands/remote-control';
import { TalkSwitch } from '../../../../src/renderer/call/talk-switch';
import type { CallPhase } from '../../../../src/shared/call/call-phase';
import type { ControlReply, ControlVerb } from '../../../../src/shared/ipc/control';
import type { TalkMode } from '../../../../src/shared/call/talk-policy';

const LIVE: CallPhase = { kind: 'live', peer: 'bob', callId: 'call-0001', sinceMs: 0 };
const RINGING: CallPhase = { kind: 'incoming', peer: 'bob', callId: 'call-0001', isGuest: false };

function setUp(phase: CallPhase, mode: TalkMode = 'off') {
  const talk = new TalkSwitch(mode);
  const done: string[] = [];
  const control = new RemoteControl({
    call: {
      phase,
      answer: () => phase.kind === 'incoming' && done.push('answer') > 0,
      hangUp: () => phase.kind !== 'idle' && done.push('hang-up') > 0,
    },
    setMuted: (isMuted) => {
      talk.setMuted(isMuted);
    },
    setHeld: (isHeld) => {
      talk.setHeld(isHeld);
    },
    isHeld: () => talk.isHeld,
    status: () => ({
      phase: phase.kind,
      peer: 'peer' in phase ? phase.peer : null,
      name: 'ann',
      presence: 'available',
      isMuted: talk.isMuted,
      isHeard: phase.kind === 'live' && talk.mayBeHeard,
      isCameraOn: false,
      ptt: talk.mode,
      missedCalls: 0,
    }),
  });
  const ask = (verb: ControlVerb, isHeld: boolean | null = null): ControlReply =>
    control.answer({ verb, isHeld });
  return { ask, done, talk };
}

describe('RemoteControl', () => {
  it('mutes and unmutes the microphone, and replies with how it is then', () => {
    const { ask } = setUp(LIVE);
    expect(ask('mute')).toMatchObject({
      isDone: true,
      text: 'Your microphone is muted.',
      status: { isMuted: true, isHeard: false },
    });
    expect(ask('unmute')).toMatchObject({ text: 'You are heard.', status: { isHeard: true } });
  });

  it('presses the key for talking, releases it, and toggles it', () => {
    const { ask, talk } = setUp(LIVE, 'talk');
    expect(ask('ptt', true).status?.isHeard).toBe(true);
    expect(ask('ptt', true).status?.isHeard).toBe(true);
    expect(ask('ptt', false)).toMatchObject({
      text: 'Your microphone waits for the key for talking.',
      status: { isHeard: false },
    });
    ask('ptt');
    expect(talk.isHeld).toBe(true);
  });

  it('refuses to press the key while push-to-talk is off, and says how to turn it on', () => {
    expect(setUp(LIVE).ask('ptt')).toMatchObject({
      isDone: false,
      text: 'Push-to-talk is off. In WebCRT type: ptt on',
    });
  });

  it('answers a call and hangs up, and refuses where there is no call', () => {
    const ringing = setUp(RINGING);
    expect(ringing.ask('answer')).toMatchObject({ isDone: true, text: 'The call is answered.' });
    expect(ringing.done).toEqual(['answer']);
    const idle = setUp({ kind: 'idle' });
    expect(idle.ask('answer')).toMatchObject({ isDone: false, text: 'Nobody is calling.' });
    expect(idle.ask('hangup')).toMatchObject({ isDone: false, text: 'There is no call to end.' });
  });

  it('tells the account, the call, the microphone and the camera in one sentence each', () => {
    expect(setUp(LIVE).ask('status').text).toBe(
      'You are signed in as ann. You are in a call with bob. You are heard. Your camera is off.',
    );
  });
});
