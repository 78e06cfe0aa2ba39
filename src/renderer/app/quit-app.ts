import { LEFT_THE_PAGE } from '../text/stay-sentences';
import type { AppContext } from './app-context';

/** What is let go of on leaving, and who is told. */
export type QuitContext = Pick<
  AppContext,
  'host' | 'mediaSwitch' | 'room' | 'account' | 'call' | 'announcer'
>;

/** Hangs up, signs out, lets go of the camera and leaves. */
export async function quitApp({
  call,
  room,
  account,
  mediaSwitch,
  host,
  announcer,
}: QuitContext): Promise<void> {
  call.hangUp();
  room.leave();
  await account.logout(false);
  await mediaSwitch.setCamera(false);
  if (!host.features.quit) announcer.tell(LEFT_THE_PAGE);
  await host.quit();
}
