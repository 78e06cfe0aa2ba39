const TRANSPORT = /^a=(?:ice-ufrag|ice-pwd|ice-options|fingerprint|setup):/;
const CANDIDATES = /^a=(?:candidate:|end-of-candidates)/;

/**
 * A description whose sections all have the transport of their bundle: that of the section which
 * the group names first (RFC 9143, 7.3). Whoever cannot know yet whether the other end bundles may
 * have said one for each (aiortc does), of which werift would take the last.
 */
export function withOneTransport(sdp: string): string {
  const [head = '', ...sections] = sdp.split(/(?<=\n)(?=m=)/);
  const mids = /^a=group:BUNDLE (.*?)\r?$/m.exec(head)?.[1].split(' ') ?? [];
  const first = sections.find((section) => midOf(section) === mids[0]);
  if (first === undefined) return sdp;
  const transport = linesOf(first).filter((line) => TRANSPORT.test(line));
  // What is said for all sections at once is one already.
  if (!transport.some((line) => line.startsWith('a=ice-ufrag'))) return sdp;
  const bundled = sections.map((section) => {
    const mid = midOf(section);
    if (section === first || mid === undefined || !mids.includes(mid)) return section;
    return [...linesOf(section).filter(isOfMedia), ...transport].join('');
  });
  return [head, ...bundled].join('');
}

function isOfMedia(line: string): boolean {
  return !TRANSPORT.test(line) && !CANDIDATES.test(line);
}

function midOf(section: string): string | undefined {
  return /^a=mid:(\S+)/m.exec(section)?.[1];
}

/** With their ends. */
function linesOf(section: string): string[] {
  return section.split(/(?<=\n)/);
}
