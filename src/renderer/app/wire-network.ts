import { SYSTEM_CLOCK } from '../../shared/base/system-clock';
import { isInCall } from '../../shared/call/call-phase';
import type { PowerChange } from '../../shared/ipc/host-api';
import { onNetworkChange } from '../host/network-changes';
import { sentencesHere } from '../ui/sentences-here';
import type { AppContext } from './app-context';
import { showOwnMedia, type OwnMediaContext } from './own-media';

type NetworkContext = Pick<
  AppContext,
  'store' | 'host' | 'call' | 'room' | 'remote' | 'announcer' | 'isKiosk'
> &
  OwnMediaContext;

/**
 * What broke comes back at once on another network, and when the machine is awake again: though
 * never with a camera or a microphone on that nobody expects to be on.
 */
export function wireNetwork(context: NetworkContext, beep: () => void): void {
  const { store, host, call, room, remote, announcer } = context;
  const comeBack = (): void => {
    void host.signalling.retryNow();
    call.handleNetworkChanged();
    room.handleNetworkChanged();
  };
  store.add(onNetworkChange(SYSTEM_CLOCK, comeBack));
  // What is to make the next connection may have been lost with this one, and not know it yet.
  store.add(
    remote.on('connection', ({ value }) => {
      if (value === 'disconnected') void host.signalling.retryNow();
    }),
  );
  let wereOn = false;
  const handlePower = (change: PowerChange): void => {
    if (context.isKiosk) hangUpAsleep(context);
    wereOn = turnDevicesOff(context) || wereOn;
    if (change === 'suspended') return;
    if (wereOn) {
      beep();
      announcer.tell(sentencesHere().awakeAgain, 'warn');
    }
    wereOn = false;
    comeBack();
  };
  store.defer(host.onPowerChange(handlePower));
}

/** No key of a kiosk turns a camera on again: a call that sleeps there would stay dark and mute. */
function hangUpAsleep({ call }: Pick<NetworkContext, 'call'>): void {
  const { kind } = call.phase;
  if (kind !== 'idle' && kind !== 'incoming') call.hangUp();
}

/** In a call or a room; whether any was on. A mirror is seen by whoever comes back, alone. */
function turnDevicesOff(context: NetworkContext): boolean {
  const { call, room, media, mediaSwitch, talk } = context;
  if (!isInCall(call.phase) && !room.isIn) return false;
  const wereOn = media.camera !== null || (media.microphone !== null && talk.mayBeHeard);
  // For now: what is kept for the next start is what the user chose.
  void mediaSwitch.setCamera(false);
  talk.setMuted(true);
  showOwnMedia(context);
  return wereOn;
}
