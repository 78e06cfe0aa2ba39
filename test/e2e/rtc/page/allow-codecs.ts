const all = RTCRtpReceiver.getCapabilities.bind(RTCRtpReceiver);
/** Helpers for lost packets: without them a picture would be worse than any real browser's. */
const HELPERS = ['rtx', 'red', 'ulpfec', 'flexfec-03'];

/** From now on this page's links are made by a browser that knows no other codecs for pictures. */
export function allowCodecs(...names: readonly string[]): void {
  const allowed = [...names, ...HELPERS].map((name) => `video/${name}`.toLowerCase());
  RTCRtpReceiver.getCapabilities = (kind) => {
    const capabilities = all(kind);
    if (kind !== 'video' || !capabilities) return capabilities;
    const codecs = capabilities.codecs.filter(({ mimeType }) =>
      allowed.includes(mimeType.toLowerCase()),
    );
    return { ...capabilities, codecs };
  };
}
