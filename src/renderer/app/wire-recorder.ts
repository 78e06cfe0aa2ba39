import { ECHO_NAME } from '../../shared/protocol/messages';
import { PEER_ID } from '../../shared/call/membership';
import { recordingEndSentence } from '../text/sentences';
import type { AppContext } from './app-context';
import { nameOf } from './wire-call';

/** Whoever is recorded is told, and sees it for as long as it lasts. */
export function wireRecorder(context: AppContext): void {
  const { store, recorder, mark, local, call, room, remote, party, announcer, screen } = context;
  const peer = (): string | null => (call.phase.kind === 'idle' ? null : call.phase.peer);
  store.add(
    recorder.onState((state) => {
      local.update({ isRecording: state.isOn });
      mark.handleSelf(state.isOn);
      if (state.isOn)
        announcer.tell(
          'The stage is being recorded, and everybody on it is told. /record stop ends that.',
          'warn',
        );
      else if (state.why !== 'stopped') announcer.tell(recordingEndSentence(state.why), 'warn');
    }),
  );
  store.add(
    remote.on('recording', ({ id, value: { isOn } }) => {
      // Echo only sends back what it is told.
      if (id === PEER_ID && peer() === ECHO_NAME) return;
      // Of a call it is said below: there is only one who can be meant.
      const name = id === PEER_ID ? null : nameOf({ call, party }, id);
      if (isOn && name !== null) announcer.tell(`${name} records what is on the stage.`, 'warn');
      mark.handleRemote(id, isOn);
    }),
  );
  const remind = (): void => {
    if (recorder.isRecording) announcer.tell('The recording goes on. record stop ends it.', 'warn');
  };
  store.add(call.onEnded(remind));
  store.add(room.onEnded(remind));
  store.add(
    mark.onChanged((recording) => {
      if (recording.isPeer && room.current === null)
        announcer.tell(`${peer() ?? 'The other end'} records this call.`, 'warn');
      screen.update({ recording });
    }),
  );
}
