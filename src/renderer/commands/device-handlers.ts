import type { DEVICE_COMMANDS } from '../../shared/commands/areas/device-commands';
import type { Settings } from '../../shared/config/settings';
import type { Handlers, NamesOf, NoticePort } from './handlers';

export interface DeviceHandlerPorts extends NoticePort {
  settings(): Settings;
  updateSettings(patch: Partial<Settings>): Promise<Settings>;
}

/** The commands of devices. */
export function deviceHandlers(
  ports: DeviceHandlerPorts,
): Handlers<NamesOf<typeof DEVICE_COMMANDS>> {
  return {
    ptt: async ({ mode }) => {
      if (mode !== null) await ports.updateSettings({ ptt: mode });
      ports.notice(talkSentence(ports.settings()), 'echo');
    },
  };
}

/** How push-to-talk is set, and how it is used. */
function talkSentence({ ptt, keys }: Settings): string {
  const key = keys['push-to-talk'];
  if (ptt === 'talk') return `Push-to-talk is on: others hear you while you hold ${key}.`;
  if (ptt === 'mute') return `Push-to-mute is on: others do not hear you while you hold ${key}.`;
  return 'Push-to-talk is off. ptt on makes others hear you only while a key is held.';
}
