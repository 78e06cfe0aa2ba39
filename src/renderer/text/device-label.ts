import { sanitiseLine } from '../../shared/text/sanitise';

const MAX_LABEL_GRAPHEMES = 60;

/** What a device is called, as it may be shown: its maker chose the label, or somebody typed it. */
export function deviceLabel(label: string): string {
  return sanitiseLine(label, MAX_LABEL_GRAPHEMES);
}
