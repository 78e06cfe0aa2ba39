import { StayAwake } from '../call/stay-awake';
import type { AppContext } from './app-context';

type AwakeContext = Pick<AppContext, 'store' | 'host' | 'media' | 'participants' | 'room' | 'call'>;

/** While a call or a room shows pictures, the screen is kept from going to sleep over them. */
export function wireAwake(context: AwakeContext): void {
  const { store, host, call, room, participants, media } = context;
  const awake = new StayAwake((isAwake) => void host.keepAwake(isAwake));
  const update = (): void => {
    const hasOwnPicture = media.camera !== null;
    const { people } = participants;
    awake.update({ phase: call.phase, isInRoom: room.isIn, hasOwnPicture, people });
  };
  store.add(call.onPhase(update));
  store.add(room.onChange(update));
  store.add(participants.onChange(update));
  store.add(media.onCamera(update));
  store.defer(() => void host.keepAwake(false));
}
