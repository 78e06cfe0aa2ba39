/** The characters that mean something between the quotes of an `Exec` line. */
const MEANS_SOMETHING = /["`$\\]/g;

/**
 * A program and its arguments as the `Exec` line of a desktop entry has them, each of them quoted
 * (Desktop Entry Specification, "The Exec key").
 */
export function execLine(words: readonly string[]): string {
  const quoted = words.map((word) => {
    // A backslash is undone twice: by the file's format, and by the line's.
    const escaped = word.replace(MEANS_SOMETHING, (character) => `\\${character}`);
    return `"${escaped.replaceAll('\\', '\\\\').replaceAll('%', '%%')}"`;
  });
  return quoted.join(' ');
}

/**
 * What a Linux desktop starts with the session, for `~/.config/autostart`.
 *
 * @param comment What the desktop's list of such programs says of it.
 */
export function autostartEntry(words: readonly string[], comment: string): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=WebCRT',
    `Comment=${comment}`,
    `Exec=${execLine(words)}`,
    'Icon=org.webcrt.app',
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}

/** Whether a desktop starts what `entry` says: its tools turn entries off, and leave them there. */
export function isEntryOn(entry: string): boolean {
  return !/^(?:Hidden\s*=\s*true|X-GNOME-Autostart-enabled\s*=\s*false)\s*$/m.test(entry);
}
