import type { Candidate } from './foreign-call';

// What is looked at of a description: the rest is between the two ends.

/** What is kept of one, however much stands in it: browsers have no more sections. */
const MAX_LINES = 32;
const MAX_UFRAG_CHARS = 256;

/** The names of its ICE agents: a candidate is of the description that has its own. */
export function ufragsOf(sdp: string): ReadonlySet<string> {
  const ufrags = firstOf(sdp, /^a=ice-ufrag:(\S+)/gm).map(([, ufrag]) => ufrag);
  return new Set(ufrags.filter(({ length }) => length <= MAX_UFRAG_CHARS));
}

/** @param told beside the candidate, as browsers do; `null`: nothing */
export function ufragOf({ candidate }: Candidate, told: string | null): string | null {
  return told ?? / ufrag (\S+)/.exec(candidate)?.[1] ?? null;
}

/** What somebody who offers wants to carry: the same for two offers that ask for the same. */
export function wishOf(sdp: string): string {
  const lines = firstOf(sdp, /^(?:m=\w{1,16}|a=(?:sendrecv|sendonly|recvonly|inactive)\b)/gm);
  return lines.map(([line]) => line).join(' ');
}

/** The certificate that a description names, by its hash; `null`: none. */
export function certificateOf(sdp: string): string | null {
  return /^a=fingerprint:(\S{1,32} \S{1,256})\r?$/m.exec(sdp)?.[1].toLowerCase() ?? null;
}

function firstOf(sdp: string, pattern: RegExp): RegExpExecArray[] {
  const found: RegExpExecArray[] = [];
  for (const match of sdp.matchAll(pattern)) {
    if (found.push(match) === MAX_LINES) break;
  }
  return found;
}
