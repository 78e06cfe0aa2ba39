import { describe, expect, it } from 'vitest';
import { RecorderMark, type RecorderMarkState } from '../../../../src/renderer/call/recorder-mark';
import { StatePublisher } from '../../../../src/renderer/call/state-publisher';
import {
  decodePeerMessage,
  encodePeerMessage,
} from '../../../../src/renderer/rtc/peer-message-codec';
import type { RecordingState } from '../../../../src/shared/protocol/peer-messages';

const OFF: RecordingState = { kind: 'recording', isOn: false };
const ON: RecordingState = { kind: 'recording', isOn: true };

describe('telling the other end that it is recorded', () => {
  it('goes over the wire as a message of its own, and nothing else passes for it', () => {
    const message = { kind: 'recording', isOn: true } as const;
    expect(decodePeerMessage(encodePeerMessage(message))).toEqual(message);
    for (const isOn of [1, 'true', null, undefined]) {
      expect(decodePeerMessage(JSON.stringify({ kind: 'recording', isOn }))).toBeNull();
    }
    expect(decodePeerMessage('{"kind":"recording","isOn":true,"by":"eve"}')).toBeNull();
  });

  it('is said over every link, once, and again when it changes', () => {
    const sent: RecordingState[] = [];
    const publisher = new StatePublisher(OFF, (state) => sent.push(state) > 0);
    publisher.tell();
    publisher.tell();
    expect(sent).toEqual([{ kind: 'recording', isOn: false }]);
    publisher.set(ON);
    publisher.tell();
    publisher.set({ ...ON });
    publisher.set(OFF);
    expect(sent.map(({ isOn }) => isOn)).toEqual([false, true, false]);
  });

  it('is tried until the channel is open', () => {
    let isOpen = false;
    const sent: boolean[] = [];
    const publisher = new StatePublisher(OFF, ({ isOn }) => {
      if (isOpen) sent.push(isOn);
      return isOpen;
    });
    publisher.set(ON);
    publisher.tell();
    expect(sent).toEqual([]);
    isOpen = true;
    publisher.tell();
    expect(sent).toEqual([true]);
  });
});

describe('the mark of a recording', () => {
  it('shows who records, and says so when that changes', () => {
    const mark = new RecorderMark();
    const states: RecorderMarkState[] = [];
    mark.onChanged((state) => states.push(state));
    mark.handleRemote('bob', false);
    mark.handleRemote('bob', true);
    mark.handleRemote('bob', true);
    mark.handleSelf(true);
    expect(states).toEqual([
      { isSelf: false, isPeer: true },
      { isSelf: true, isPeer: true },
    ]);
    expect(mark.state).toEqual({ isSelf: true, isPeer: true });
  });

  it('tells what is news of somebody: not what they say again over a new connection', () => {
    const mark = new RecorderMark();
    expect(mark.handleRemote('bob', false)).toBe(false);
    expect(mark.handleRemote('bob', true)).toBe(true);
    mark.handleSelf(true);
    expect(mark.handleRemote('bob', true)).toBe(false);
    expect(mark.handleRemote('carol', true)).toBe(true);
    mark.keepOnly(['carol']);
    // They have come again.
    expect(mark.handleRemote('bob', true)).toBe(true);
    expect(mark.handleRemote('bob', false)).toBe(true);
  });

  it('goes when the last of those who record stops or leaves, and not that of the local user', () => {
    const mark = new RecorderMark();
    for (const id of ['bob', 'carol', 'dan']) mark.handleRemote(id, true);
    mark.handleSelf(true);
    mark.handleRemote('bob', false);
    mark.keepOnly(['bob', 'dan']);
    expect(mark.state).toEqual({ isSelf: true, isPeer: true });
    mark.keepOnly([]);
    expect(mark.state).toEqual({ isSelf: true, isPeer: false });
  });
});
