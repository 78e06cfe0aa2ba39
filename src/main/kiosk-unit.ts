/** What starts the kiosk, in the folder of the user's own units. */
export const KIOSK_UNIT = 'webcrt-kiosk.service';

/** Less often than systemd takes for a loop, which it would give up. */
const RESTART_AFTER_S = 5;

/**
 * A program and its arguments as the `ExecStart` line of a unit has them, each of them quoted
 * (systemd.service(5), "Command lines"). Variables stand for something in arguments alone.
 */
function commandLine([program = '', ...args]: readonly string[]): string {
  const literal = args.map((word) => word.replaceAll('$', () => '$$'));
  return [program, ...literal].map(quoted).join(' ');
}

function quoted(word: string): string {
  const escaped = word.replace(/[\\"]/g, (character) => `\\${character}`);
  return `"${escaped.replaceAll('%', '%%')}"`;
}

/**
 * The unit of a kiosk that is there for as long as the desktop is: started again whenever it is
 * killed or fails, and not when somebody ends it.
 */
export function kioskUnit(words: readonly string[]): string {
  return [
    '[Unit]',
    'Description=WebCRT, for somebody who presses one key',
    'PartOf=graphical-session.target',
    'After=graphical-session.target',
    '',
    '[Service]',
    `ExecStart=${commandLine(words)}`,
    'Restart=on-failure',
    `RestartSec=${RESTART_AFTER_S}`,
    '',
    '[Install]',
    'WantedBy=graphical-session.target',
    '',
  ].join('\n');
}
