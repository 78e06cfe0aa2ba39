import type { Settings } from '../../shared/config/settings';
import { sanitiseLine } from '../../shared/text/sanitise';
import type { Device } from './device-access';

/** What a setting takes of a label. */
const MAX_LABEL_GRAPHEMES = 100;

/** The settings that remember `device`, by id and by label; `null`: the system's. */
export function choicePatch(
  kind: Device['kind'],
  device: Pick<Device, 'id' | 'label'> | null,
): Partial<Settings> {
  const id = device === null || device.id === '' ? null : device.id;
  const label = device === null ? '' : sanitiseLine(device.label, MAX_LABEL_GRAPHEMES);
  const name = label === '' ? null : label;
  switch (kind) {
    case 'camera':
      return { webcam: name, webcam_id: id };
    case 'microphone':
      return { microphone: name, microphone_id: id };
    case 'speaker':
      return { speaker: name, speaker_id: id };
  }
}

/** The ids and labels that the settings hold for a kind of device, best first. */
export function chosenNames(kind: Device['kind'], settings: Settings): readonly string[] {
  const [id, label] = {
    camera: [settings.webcam_id, settings.webcam],
    microphone: [settings.microphone_id, settings.microphone],
    speaker: [settings.speaker_id, settings.speaker],
  }[kind];
  return [id, label].filter((name) => name !== null);
}
