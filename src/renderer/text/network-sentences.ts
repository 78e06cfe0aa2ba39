import {
  type LanReport,
  MAX_LAN_PHRASE_CHARS,
  MIN_LAN_PHRASE_CHARS,
} from '../../shared/ipc/lan-api';
import { splitPin } from '../../shared/config/trusted-certificate';
import type { HostingReport } from '../../shared/ipc/hosting-api';

// The network that this machine is on, and others on it.

export const NO_HOSTING_HERE =
  'There is no server of your own here: the desktop app has one, for its host on.';
export const NOT_HOSTING =
  'Nobody on the network reaches your own server. To let them, type: host on';
export const HOSTING_STOPPED =
  'Your own server is closed to the network again, and whoever came that way was put out.';

/** What browsers say of a certificate that no authority vouches for, and what to do about it. */
export const BROWSER_ASKS =
  'A browser will warn that the connection is not private, since no authority vouches for a certificate that this ' +
  'app made for itself. Choose Advanced and go on (Firefox: Accept the Risk).';

/** What `host on` says. `isElsewhere`: the local user is signed in at another server. */
export function hostingSentence(
  { url, network, ownServer }: HostingReport,
  isElsewhere: boolean,
): string {
  const elsewhere = isElsewhere
    ? ` You are signed in at another server. To be met at this one, type: login --server ${ownServer}`
    : '';
  return (
    `Whoever is on your network (${network}) can come to your own server now: ${url}\n` +
    `${BROWSER_ASKS} In the desktop app, login --server takes the whole address, and checks the certificate by ` +
    `what stands behind the #. host off closes it again.${elsewhere}`
  );
}

/** What is shown beside the QR code, and what that says. */
type HostingQrCode = Readonly<
  Record<'title' | 'text' | 'line' | 'content' | 'label' | 'tooSmall', string>
>;

/** For the camera of a telephone, or of whoever sits beside. */
export function hostingQrCode({ url }: HostingReport): HostingQrCode {
  return {
    title: 'Come to this server',
    text: `Point a camera at the code, or open the address in a browser on this network. ${BROWSER_ASKS}`,
    line: splitPin(url).server,
    content: url,
    label: `QR code of ${url}`,
    tooSmall: 'The window is too small for the QR code: make it larger, or type the address.',
  };
}

/** What stands in the place of a fingerprint in an address is none. */
export const BAD_PIN =
  'The end of that address, #sha256=..., is not whole: 64 hexadecimal digits belong there. Copy all of it, or leave it out and compare the fingerprint yourself.';

/** Beside somebody who is reached without a server. */
export const ON_LAN = 'on your network';

export const NO_LAN_HERE =
  'From here servers are reached alone: the desktop app finds people on your network, with lan on.';
export const LAN_OFF =
  'You are not on your network: nobody there finds you. To be found by contacts, type: lan on';
export const LAN_STOPPED =
  'Nobody on your network finds you any more, and calls with them are over.';
export const BAD_PHRASE = `A phrase has ${MIN_LAN_PHRASE_CHARS} to ${MAX_LAN_PHRASE_CHARS} characters: take a few words that nobody guesses, and tell them to those who are to find you.`;

/** What `lan on` and `lan` say. */
export function lanSentence({ network, port, name, hasPhrase, people }: LanReport): string {
  const who = hasPhrase
    ? 'everybody there who has typed the same phrase, and contacts'
    : 'contacts who are there, and who have you among theirs,';
  const here = people.length === 0 ? 'Nobody has been found yet.' : `Found: ${people.join(', ')}.`;
  return (
    `On your network (${network}, port ${port}) ${who} find you as ${name}, with no server. ${here} ` +
    'lookup marks them; call, msg and say reach them. lan off ends it.'
  );
}
