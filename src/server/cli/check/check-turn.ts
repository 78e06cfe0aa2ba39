import { createHmac } from 'node:crypto';
import ipaddr from 'ipaddr.js';
import { describeError } from '../../../shared/base/error-code';
import type { Clock } from '../../../shared/base/clock';
import { type IceUrl, parseIceUrl } from '../../../shared/protocol/ice-url';
import type { RandomSource } from '../../random';
import { TurnAccounts, type TurnOptions } from '../../turn/turn-accounts';
import { type TurnAccount, TurnAllocation, TurnRefusal } from '../../turn/turn-client';
import { type Finding, note, right, wrong } from './finding';

const UNAUTHORIZED = 401;
const FORBIDDEN = 403;
const ALLOCATION_QUOTA_REACHED = 486;
const INSUFFICIENT_CAPACITY = 508;
const MINUTE_MS = 60_000;
/** By how much the clocks of both machines may differ. */
const CLOCK_MARGIN_MS = 5 * MINUTE_MS;
const DAYS_AHEAD_MS = 10 * 365 * 24 * 60 * MINUTE_MS;

/** What a relay must not lead to: the inside of whoever hosts it (RFC 8656, section 21.3.2). */
const INSIDE = ['10.0.0.1', '127.0.0.1', '169.254.169.254', '172.16.0.1', '192.168.0.1'];

interface Components {
  readonly clock: Clock;
  readonly random: RandomSource;
}

/** Asks each address of the TURN server for a relay, as a client of this server would. */
export async function checkTurn(options: TurnOptions, components: Components): Promise<Finding[]> {
  const findings = await Promise.all(
    options.urls.map((url) => checkTurnUrl(url, options, components)),
  );
  return findings.flat();
}

async function checkTurnUrl(
  text: string,
  options: TurnOptions,
  { clock, random }: Components,
): Promise<Finding[]> {
  const url = parseIceUrl(text);
  if (url === null) return [];
  let allocation: TurnAllocation;
  try {
    allocation = await TurnAllocation.open(url, new TurnAccounts(options, clock, random).create());
  } catch (error) {
    if (!(error instanceof TurnRefusal)) return [judgeTurnSilence(text, url, error)];
    if (error.code !== UNAUTHORIZED) return [judgeTurnRefusal(text, error)];
    // It may be the time that it does not believe, or the secret.
    const later = accountUntil(options.secret, clock.nowMs() + DAYS_AHEAD_MS);
    const isTime = await isTaken(url, later);
    return [isTime ? clockIsAhead(text) : secretIsWrong(text)];
  }
  const findings: Finding[] = [];
  try {
    const open = await permitted(allocation);
    findings.push(judgeRelay(text, allocation));
    if (open.length > 0) findings.push(relayIsOpen(text, open));
  } catch (error) {
    findings.push(judgeTurnSilence(text, url, error));
  } finally {
    await allocation.close();
  }
  const earlier = accountUntil(options.secret, clock.nowMs() - CLOCK_MARGIN_MS);
  if (await isTaken(url, earlier)) findings.push(clockIsBehind(text));
  return findings;
}

function accountUntil(secret: string, untilMs: number): TurnAccount {
  const username = `${Math.floor(untilMs / 1_000)}:check`;
  return { username, credential: createHmac('sha1', secret).update(username).digest('base64') };
}

async function isTaken(url: IceUrl, account: TurnAccount): Promise<boolean> {
  try {
    const allocation = await TurnAllocation.open(url, account);
    await allocation.close();
    return true;
  } catch {
    return false;
  }
}

async function permitted(allocation: TurnAllocation): Promise<string[]> {
  const open: string[] = [];
  for (const address of INSIDE) if (await allocation.permits(address)) open.push(address);
  return open;
}

const isPublic = (address: string): boolean => ipaddr.process(address).range() === 'unicast';

function judgeRelay(
  text: string,
  { relayedAddress, serverAddress }: Pick<TurnAllocation, 'relayedAddress' | 'serverAddress'>,
): Finding {
  if (isPublic(relayedAddress)) return right('turn', `${text} relays, at ${relayedAddress}.`);
  if (isPublic(serverAddress)) {
    return wrong(
      'turn',
      `${text} relays at ${relayedAddress}, which nobody outside can reach.`,
      `Tell coturn its public address: external-ip=${serverAddress}/${relayedAddress}.`,
    );
  }
  return note(
    'turn',
    `${text} relays, at ${relayedAddress}: as seen from here, it is inside.`,
    'Run this from outside, too, or give coturn its public address (external-ip) if it has none of its own.',
  );
}

function relayIsOpen(text: string, addresses: readonly string[]): Finding {
  return wrong(
    'turn inside',
    `${text} carries packets to ${addresses.join(', ')}: it is a way into the network of its machine.`,
    'Forbid it with the denied-peer-ip lines of deploy/turnserver.conf.',
  );
}

function secretIsWrong(text: string): Finding {
  return wrong(
    'turn',
    `${text} does not know the secret.`,
    'Make static-auth-secret in its turnserver.conf the same word as in --turn-secret-file, with use-auth-secret, and restart coturn.',
  );
}

function clockIsAhead(text: string): Finding {
  return wrong(
    'turn clock',
    `The clock of ${text} is ahead of this one: it takes new accounts for old ones.`,
    'Set both clocks: timedatectl set-ntp true on both machines.',
  );
}

function clockIsBehind(text: string): Finding {
  return wrong(
    'turn clock',
    `${text} takes accounts that ran out five minutes ago: its clock is behind this one, or it does not look at the time.`,
    'Set both clocks: timedatectl set-ntp true on both machines; and let coturn have use-auth-secret, not lt-cred-mech.',
  );
}

/** Why a TURN server said no, the account apart. Pure. */
function judgeTurnRefusal(text: string, { code, message }: TurnRefusal): Finding {
  switch (code) {
    case ALLOCATION_QUOTA_REACHED:
    case INSUFFICIENT_CAPACITY:
      return wrong(
        'turn',
        `${text} has no room left (${code}).`,
        'Give it more: total-quota, user-quota, and the ports from min-port to max-port.',
      );
    case FORBIDDEN:
      return wrong(
        'turn',
        `${text} refuses (403 ${message}).`,
        'Look at allowed-peer-ip and denied-peer-ip.',
      );
    default:
      return wrong(
        'turn',
        `${text} refuses (${code} ${message}).`,
        'Look what it says of that: journalctl -u coturn.',
      );
  }
}

/** Why a TURN server does not answer. Pure. */
function judgeTurnSilence(text: string, { host, transport }: IceUrl, error: unknown): Finding {
  const code = describeError(error);
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return wrong('turn', `Nothing is known of the name ${host}.`, 'Give it an A record.');
    case 'ECONNREFUSED':
      return wrong(
        'turn',
        `Nobody listens at ${text}.`,
        transport === 'tls'
          ? 'Give coturn a certificate (cert, pkey) that its user may read, or leave that --turn out.'
          : 'Start it: systemctl status coturn.',
      );
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return wrong(
        'turn',
        `Nothing comes back from ${text}.`,
        'Open its ports in the firewall: 3478 for udp and tcp, 5349 for tcp, and min-port to max-port for udp.',
      );
    case 'CERT_HAS_EXPIRED':
      return wrong(
        'turn',
        `The certificate of ${text} ran out.`,
        'Give coturn the new one, and restart it: certbot has a hook for that, see the page on hosting.',
      );
    default:
      return wrong(
        'turn',
        `${text} cannot be used (${code}).`,
        transport === 'tls'
          ? 'Look at its certificate (cert, pkey): browsers want a valid one for that name, with its chain.'
          : 'Look what it says of that: journalctl -u coturn.',
      );
  }
}
