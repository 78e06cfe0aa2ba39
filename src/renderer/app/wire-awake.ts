import { isInCall } from '../../shared/call/call-phase';
import type { AppContext } from './app-context';

/** While a call or a room shows pictures, the screen is kept from going to sleep over them. */
export function wireAwake(context: AppContext): void {
  const { store, host, call, room, party, media } = context;
  let isAwake = false;
  const update = (): void => {
    const isTogether = isInCall(call.phase) || room.isIn;
    const hasPictures =
      media.camera !== null ||
      party.people.some(({ camera, isSharing }) => camera === true || isSharing);
    const isWanted = isTogether && hasPictures;
    if (isWanted === isAwake) return;
    isAwake = isWanted;
    void host.keepAwake(isWanted);
  };
  store.add(call.onPhase(update));
  store.add(room.onChange(update));
  store.add(party.onChange(update));
  store.add(media.onCamera(update));
  store.defer(() => void host.keepAwake(false));
}
