import { assertNever } from '../../shared/base/assert-never';
import type { CallPhase } from '../../shared/call/call-phase';
import type { ControlReply, ControlRequest, ControlStatus } from '../../shared/ipc/control';
import type { CallVerbs } from './call-handlers';

/** What `webcrt ctl` uses of the app. */
export interface RemoteControlPorts {
  readonly call: Pick<CallVerbs, 'answer' | 'hangUp' | 'phase'>;
  setMuted(isMuted: boolean): void;
  setHeld(isHeld: boolean): void;
  isHeld(): boolean;
  /** How things are; what the host knows better is filled in by it. */
  status(): ControlStatus;
}

const PTT_OFF = 'Push-to-talk is off. In WebCRT type: ptt on';

/** Does what `webcrt ctl` asks for, and says what came of it. */
export class RemoteControl {
  constructor(private readonly ports: RemoteControlPorts) {}

  answer(request: ControlRequest): ControlReply {
    const { call } = this.ports;
    switch (request.verb) {
      case 'mute':
      case 'unmute':
        this.ports.setMuted(request.verb === 'mute');
        return this.done(microphoneSentence(this.ports.status()));
      case 'ptt':
        return this.pushToTalk(request.isHeld);
      case 'answer':
        return this.reply(call.answer(), 'The call is answered.', 'Nobody is calling.');
      case 'hangup':
        return this.reply(call.hangUp(), 'The call is over.', 'There is no call to end.');
      case 'status':
        return this.done(statusSentence(this.ports.status(), call.phase));
      default:
        return assertNever(request.verb, 'control verb');
    }
  }

  private pushToTalk(isHeld: boolean | null): ControlReply {
    if (this.ports.status().ptt === 'off') return this.reply(false, '', PTT_OFF);
    this.ports.setHeld(isHeld ?? !this.ports.isHeld());
    return this.done(microphoneSentence(this.ports.status()));
  }

  private done(text: string): ControlReply {
    return this.reply(true, text, '');
  }

  private reply(isDone: boolean, text: string, refusal: string): ControlReply {
    return { isDone, text: isDone ? text : refusal, status: this.ports.status() };
  }
}

function microphoneSentence({ isMuted, isHeard, ptt, phase }: ControlStatus): string {
  if (isMuted) return 'Your microphone is muted.';
  if (ptt === 'talk' && !isHeard) return 'Your microphone waits for the key for talking.';
  if (!isHeard && phase !== 'idle') return 'Your microphone is silent.';
  return phase === 'idle' ? 'Your microphone is on in calls.' : 'You are heard.';
}

function statusSentence(status: ControlStatus, phase: CallPhase): string {
  const who = status.name === null ? 'You are signed out.' : `You are signed in as ${status.name}.`;
  const camera = `Your camera is ${status.isCameraOn ? 'on' : 'off'}.`;
  return `${who} ${phaseSentence(phase)} ${microphoneSentence(status)} ${camera}`;
}

function phaseSentence(phase: CallPhase): string {
  switch (phase.kind) {
    case 'idle':
      return 'There is no call.';
    case 'outgoing':
      return `You are calling ${phase.peer}.`;
    case 'incoming':
      return `${phase.peer} is calling you.`;
    case 'connecting':
    case 'live':
      return `You are in a call with ${phase.peer}.`;
    case 'reconnecting':
      return `The connection to ${phase.peer} is being made again.`;
    default:
      return assertNever(phase, 'call phase');
  }
}
