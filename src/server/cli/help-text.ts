import { optionLines } from '../../shared/base/program-option';
import { CHECK_OPTIONS, SERVER_OPTIONS } from './server-options';

/** What `webcrt-server check` is, for the help and the manual page. */
export const CHECK_TEXT = `webcrt-server check looks at a server that runs with these options, from the outside in: certificate,
proxy, websockets, files, TURN. Each line says what is right, or what to do; exits with 1 when
something is wrong.`;

/** How the server ends, for both. */
export const ENDING_TEXT = `Stops on SIGTERM and SIGINT: tells its clients to come back later, closes, and exits with 0.
Exits with 2 when it cannot do what the options say.`;

export const HELP_TEXT = `webcrt-server: the signalling server of WebCRT, and its web client

Usage: webcrt-server [options]
       webcrt-server check [the same options] [--url URL]

${optionLines(SERVER_OPTIONS).join('\n')}

${CHECK_TEXT}

${optionLines(CHECK_OPTIONS).join('\n')}

${ENDING_TEXT}
`;
