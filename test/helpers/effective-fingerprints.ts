/**
 * What Chromium takes for the other end's certificate, section by section, read from a description
 * as its parser reads it and by nothing of ours: names and line types by case, the last line of a
 * section before any other, the session's where a section has none, hashes of any kind. A line that
 * Chromium would refuse the whole description for counts as if it had been obeyed.
 *
 * Each is `HASH DIGEST` in capitals; `null` where a section has no certificate at all.
 */
export function effectiveFingerprints(sdp: string): readonly (string | null)[] {
  let session: string | null = null;
  const sections: (string | null)[] = [];
  for (const raw of sdp.split('\n')) {
    const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    if (line.startsWith('m=')) sections.push(null);
    // The name ends at a colon or at a space.
    if (!line.startsWith('a=fingerprint:') && !line.startsWith('a=fingerprint ')) continue;
    const value = line.slice('a=fingerprint:'.length).toUpperCase();
    if (sections.length === 0) session = value;
    else sections[sections.length - 1] = value;
  }
  return sections.map((own) => own ?? session);
}
