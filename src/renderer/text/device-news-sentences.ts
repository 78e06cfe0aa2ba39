/** A device that is wanted was plugged in again. */
export function deviceBackSentence(
  kind: 'camera' | 'microphone' | 'speaker',
  label: string,
): string {
  return `The ${kind} is back: ${label}.`;
}

/** The speaker that is wanted is there again, or gone. */
export function speakerSentence({ label, isThere }: { label: string; isThere: boolean }): string {
  return isThere
    ? deviceBackSentence('speaker', label)
    : `The speaker ${label} is not there. Using the system's instead.`;
}

/** In the devices panel, while the camera is on its way. */
export const NO_PICTURE_YET = 'No picture yet.';
