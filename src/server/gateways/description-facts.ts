import type { Candidate } from './foreign-call';

// What is looked at of a description: the rest is between the two ends.

/** The names of its ICE agents: a candidate is of the description that has its own. */
export function ufragsOf(sdp: string): ReadonlySet<string> {
  return new Set([...sdp.matchAll(/^a=ice-ufrag:(\S+)/gm)].map(([, ufrag]) => ufrag));
}

/** @param told beside the candidate, as browsers do; `null`: nothing */
export function ufragOf({ candidate }: Candidate, told: string | null): string | null {
  return told ?? / ufrag (\S+)/.exec(candidate)?.[1] ?? null;
}

/** What somebody who offers wants to carry: the same for two offers that ask for the same. */
export function wishOf(sdp: string): string {
  const lines = sdp.matchAll(/^(?:m=\w+|a=(?:sendrecv|sendonly|recvonly|inactive)\b)/gm);
  return [...lines].map(([line]) => line).join(' ');
}
