/** Keys of ours that Electron has no name for, or another. */
const OTHER_NAMES: Readonly<Record<string, string | null>> = {
  Minus: '-',
  Pause: null,
};

/**
 * `Alt+M`, as the settings have it, for Electron's accelerators; `null`: Electron has no such key.
 */
export function toAccelerator(chord: string): string | null {
  const parts = chord.split('+');
  const key = parts.at(-1) ?? '';
  const name = Object.hasOwn(OTHER_NAMES, key) ? OTHER_NAMES[key] : key;
  return name === null ? null : [...parts.slice(0, -1), name].join('+');
}
