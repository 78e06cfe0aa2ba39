import { assertNever } from '../../shared/base/assert-never';
import type { ControlReply, ControlRequest, ControlStatus } from '../../shared/ipc/control';
import {
  CONTROL_REPLIES,
  controlStatusSentence,
  microphoneSentence,
} from '../text/control-sentences';
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
        return this.reply(call.answer(), CONTROL_REPLIES.answered, CONTROL_REPLIES.nobodyCalls);
      case 'hangup':
        return this.reply(call.hangUp(), CONTROL_REPLIES.hungUp, CONTROL_REPLIES.noCall);
      case 'status':
        return this.done(controlStatusSentence(this.ports.status(), call.phase));
      default:
        return assertNever(request.verb, 'control verb');
    }
  }

  private pushToTalk(isHeld: boolean | null): ControlReply {
    if (this.ports.status().ptt === 'off')
      return this.reply(false, '', CONTROL_REPLIES.pushToTalkOff);
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
