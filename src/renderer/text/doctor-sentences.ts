import { assertNever } from '../../shared/base/assert-never';
import type { DeviceState, Finding, ServerState, Verdict } from '../doctor/finding';
import type { NatKind } from '../rtc/nat-probe';
import type { RelayPath } from '../rtc/relay-probe';
import { iceVerdictText } from './ice-sentences';
import { listNames } from './list-names';

// What `doctor` says: a line for each finding, and what to do where something is to be done.

export interface FindingLine {
  readonly verdict: Verdict;
  readonly text: string;
}

export const DOCTOR_BEGINS =
  'Looking at your devices, your server and the network. This takes up to half a minute.';
export const DOCTOR_IS_BUSY = 'It is still looking. Wait for it to end.';
export const DOCTOR_ENDS =
  'That is all. doctor report saves it as a text, without addresses, for somebody who helps you.';

const MARKS: Readonly<Record<Verdict, string>> = { good: 'ok  ', note: '-   ', bad: 'MEND' };

/** More makes speech hard to follow; less is heard by nobody. */
const BAD_LOSS = 0.05;
/** From there on people talk at once (ITU-T G.114: 150 ms one way, two such legs). */
const SLOW_MS = 300;

/** @param nameOf How an address is called. */
export function findingLine(finding: Finding, nameOf: (address: string) => string): FindingLine {
  const { verdict, text } = judge(finding, nameOf);
  return { verdict, text: `${MARKS[verdict]} ${text}` };
}

function judge(finding: Finding, nameOf: (address: string) => string): FindingLine {
  switch (finding.topic) {
    case 'camera':
    case 'microphone':
      return deviceLine(finding.topic, finding.state);
    case 'speaker':
      return speakerLine(finding.labels, finding.isBlocked);
    case 'server':
      return serverLine(finding.state, nameOf);
    case 'ice-server': {
      const { url, verdict, isOwn } = finding;
      const what = `${nameOf(url)}: ${iceVerdictText(verdict, isOwn)}`;
      return verdict.kind === 'works' ? good(what) : bad(`${what}.`);
    }
    case 'no-relay':
      return note(
        'no TURN server: between some networks there will be no way. ice adds one, and whoever runs your server can hand one out.',
      );
    case 'nat':
      return natLine(finding.kind, finding.hasRelay);
    case 'path':
      return pathLine(nameOf(finding.url), finding.path);
    default:
      return assertNever(finding, 'finding');
  }
}

function deviceLine(topic: 'camera' | 'microphone', state: DeviceState): FindingLine {
  switch (state.kind) {
    case 'on':
      return good(`${topic}: ${state.label}${state.detail === '' ? '' : `, ${state.detail}`}`);
    case 'dark':
      return bad(
        `${topic}: ${state.label} is on and gives no picture. Look for a shutter or a privacy switch, and close other programs that use it.`,
      );
    case 'off':
      return note(
        topic === 'camera'
          ? `camera: off, and there is ${listNames(state.labels)}. To try it: camera on, then doctor`
          : `microphone: there is ${listNames(state.labels)}. Nothing listens out of a call: devices shows its level.`,
      );
    case 'failed':
      return bad(`${topic}: ${state.why}`);
    case 'none':
      return bad(`${topic}: none was found. Plug one in, or call without.`);
    default:
      return assertNever(state, 'state of a device');
  }
}

function speakerLine(labels: readonly string[], isBlocked: boolean): FindingLine {
  if (isBlocked) return bad('speaker: the browser plays nothing yet. Click into the window once.');
  // Browsers that name none have one all the same.
  if (labels.length === 0) return note('speaker: the one that the system has chosen.');
  return good(`speaker: ${listNames(labels)}`);
}

function serverLine(state: ServerState, nameOf: (address: string) => string): FindingLine {
  switch (state.kind) {
    case 'signed-in': {
      const { isSecure, isPinned, roundTripMs } = state;
      const server = `server: ${nameOf(state.server)}`;
      if (roundTripMs === null) {
        return bad(`${server} does not answer. Wait: it is tried again by itself.`);
      }
      const certificate = isPinned
        ? 'its certificate is the one that you trust'
        : isSecure
          ? 'its certificate is in order'
          : 'without a certificate, as on this machine';
      return good(`${server} answers in ${wholeMs(roundTripMs)}, ${certificate}`);
    }
    case 'connecting':
    case 'reconnecting':
      return bad(
        `server: ${nameOf(state.server)} cannot be reached, and is tried again by itself. Is this machine on the network? Calls that are up go on.`,
      );
    case 'signed-out':
      return bad('server: you are signed in nowhere. Type: login');
    default:
      return assertNever(state, 'state of the server');
  }
}

function natLine(kind: NatKind, hasRelay: boolean): FindingLine {
  switch (kind) {
    case 'unknown':
      return note('network: no STUN server can say how others see you. ice adds one.');
    case 'no-udp':
      return hasRelay
        ? note(
            'network: UDP does not get out here. Calls go over the TURN server by TCP, and lag more.',
          )
        : bad(
            'network: nothing answers over UDP. If the servers above are up, UDP does not get out here, and calls beyond this network will fail: add a TURN server that takes TCP with ice, or ask whoever runs the firewall.',
          );
    case 'none':
      return good('network: no NAT between you and the STUN server. Others reach you directly.');
    case 'independent':
      return good(
        'network: a NAT that keeps one address for you. Others mostly reach you directly.',
      );
    case 'some':
      return note(
        'network: a NAT; of which kind, one STUN server alone cannot tell. Others mostly reach you directly.',
      );
    case 'dependent':
      return hasRelay
        ? note(
            'network: a symmetric NAT. Calls go over the TURN server where the other end has one, too.',
          )
        : bad(
            'network: a symmetric NAT, and no TURN server that works. Calls to people behind another one will fail: add a TURN server with ice.',
          );
    default:
      return assertNever(kind, 'kind of NAT');
  }
}

function pathLine(server: string, path: RelayPath | null): FindingLine {
  if (path === null) {
    return bad(
      `path over ${server}: it gives relays, and nothing passes between two. Its firewall has to let its relay ports pass.`,
    );
  }
  const { roundTripMs, lossShare } = path;
  const figures = `${wholeMs(roundTripMs)} there and back, ${Math.round(lossShare * 100)} % lost`;
  const text = `path over ${server}: ${figures}`;
  if (lossShare > BAD_LOSS)
    return bad(`${text}. Voices will break up: try a cable, or less on this network.`);
  return roundTripMs > SLOW_MS ? note(`${text}. You will talk at once.`) : good(text);
}

function wholeMs(ms: number): string {
  return `${Math.max(1, Math.round(ms))} ms`;
}

const good = (text: string): FindingLine => ({ verdict: 'good', text });
const note = (text: string): FindingLine => ({ verdict: 'note', text });
const bad = (text: string): FindingLine => ({ verdict: 'bad', text });

/** Of the machine and the program that the findings are of. */
export interface ReportFacts {
  readonly appVersion: string;
  /** As the browser names itself. */
  readonly browser: string;
  readonly at: Date;
  readonly hasAddresses: boolean;
}

/** A text for somebody who helps. Addresses are numbered in it, unless they are asked for. */
export function doctorReport(
  findings: readonly Finding[],
  { appVersion, browser, at, hasAddresses }: ReportFacts,
): string {
  const nameOf = hasAddresses ? (address: string) => address : numbered();
  return [
    `WebCRT ${appVersion}, ${at.toISOString()}`,
    browser,
    '',
    ...findings.map((finding) => findingLine(finding, nameOf).text),
    '',
  ].join('\n');
}

/** The same address has the same number; what kind of server it is stays. */
function numbered(): (address: string) => string {
  const numbers = new Map<string, number>();
  return (address) => {
    const scheme = /^[a-z]+(?=:)/i.exec(address)?.[0] ?? 'server';
    const number = numbers.get(address) ?? numbers.size + 1;
    numbers.set(address, number);
    return `${scheme} (server ${number})`;
  };
}

export function reportSavedSentence(name: string, hasAddresses: boolean): string {
  const how = hasAddresses
    ? 'It has the addresses of your servers in it'
    : 'No address is in it, and no name of a server';
  return `The report is saved as ${name}. ${how}: read it before you send it.`;
}

export const REPORT_NOT_SAVED = 'The report was not saved.';
