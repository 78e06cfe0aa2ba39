import type { AppContext } from './app-context';

/** Hangs up, signs out, lets go of the camera and leaves. */
export async function quitApp({
  call,
  room,
  account,
  mediaSwitch,
  host,
  announcer,
}: AppContext): Promise<void> {
  call.hangUp();
  room.leave();
  await account.logout(false);
  await mediaSwitch.setCamera(false);
  if (!host.features.quit) announcer.tell('You are signed out. You may close this tab.');
  await host.quit();
}
