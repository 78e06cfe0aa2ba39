import { placeOf } from '../../shared/call/membership';
import { ECHO_NAME } from '../../shared/protocol/messages';
import {
  RECORDING_BEGUN,
  RECORDING_GOES_ON,
  recordingEndSentence,
  remoteRecordingSentence,
} from '../text/recording-sentences';
import type { Logger } from '../../shared/base/logger';
import { SYSTEM_CLOCK } from '../../shared/base/system-clock';
import { Recorder } from '../call/recorder';
import type { AppContext } from './app-context';

type RecorderContext = Pick<
  AppContext,
  | 'store'
  | 'participants'
  | 'room'
  | 'local'
  | 'remote'
  | 'call'
  | 'recorder'
  | 'mark'
  | 'announcer'
  | 'windowState'
>;

/** Makes the recorder of the stage, which is asked only later. */
export function createRecorder(context: Pick<AppContext, 'stage'>, logger: Logger): Recorder {
  return new Recorder({
    textRows: () => context.stage.textRows(),
    pictures: () => context.stage.recordedPictures(),
    clock: SYSTEM_CLOCK,
    logger,
  });
}

/** Whoever is recorded is told, and sees it for as long as it lasts. */
export function wireRecorder(context: RecorderContext): void {
  const { store, recorder, mark, local, call, room, remote, participants, announcer, windowState } =
    context;
  store.add(
    recorder.onState((state) => {
      local.update({ isRecording: state.isOn });
      mark.handleSelf(state.isOn);
      if (state.isOn) announcer.tell(RECORDING_BEGUN, 'warn');
      else if (state.why !== 'stopped') announcer.tell(recordingEndSentence(state.why), 'warn');
    }),
  );
  store.add(
    remote.on('recording', ({ id, value: { isOn } }) => {
      const name = participants.byId(id)?.name;
      // Echo only sends back what it is told.
      if (name === ECHO_NAME) return;
      const isNews = mark.handleRemote(id, isOn);
      if (isNews && isOn && name !== undefined)
        announcer.tell(remoteRecordingSentence(name, placeOf(id)), 'warn');
    }),
  );
  const remind = (): void => {
    if (recorder.isRecording) announcer.tell(RECORDING_GOES_ON, 'warn');
  };
  store.add(call.onEnded(remind));
  store.add(room.onEnded(remind));
  store.add(
    mark.onChanged((recording) => {
      windowState.update({ recording });
    }),
  );
}
