import { RedundancyWriter } from './red-payload';
import type { RedundancyOptions, RedundancyRequest } from './redundancy-messages';

// The worker through which encoded voices pass on their way into packets: what Chromium repeats
// once (RFC 2198) is repeated as often as the path needs. Nothing is kept beyond that, and nothing
// of it is ever sent to the page.

/** What packets of RFC 2198 are called. */
const REDUNDANT = 'audio/red';

self.addEventListener('rtctransform', (event) => {
  const { transformer } = event as RTCTransformEvent;
  const { port } = transformer.options as RedundancyOptions;
  const readable = transformer.readable as ReadableStream<RTCEncodedAudioFrame>;
  const writable = transformer.writable as WritableStream<RTCEncodedAudioFrame>;
  const writer = new RedundancyWriter();
  port.addEventListener('message', ({ data }: MessageEvent<RedundancyRequest>) => {
    writer.copies = data.copies;
  });
  port.start();
  const repeat = new TransformStream<RTCEncodedAudioFrame, RTCEncodedAudioFrame>({
    transform(frame, controller) {
      const { mimeType, rtpTimestamp } = frame.getMetadata();
      // The other end may have chosen something else, or do so in the middle of a call.
      if (mimeType?.toLowerCase() === REDUNDANT && rtpTimestamp !== undefined) {
        frame.data = writer.rewrite(new Uint8Array(frame.data), rtpTimestamp).slice().buffer;
      }
      controller.enqueue(frame);
    },
  });
  // Ends with the connection.
  readable
    .pipeThrough(repeat)
    .pipeTo(writable)
    .catch(() => undefined);
});
