import * as v from 'valibot';

// What the two ends of a call tell each other directly, over the data channel of their peer
// connection: JSON text, at most MAX_PEER_MESSAGE_BYTES long, parsed from `unknown` like the rest.

/** What of mine is on: an end that sends no picture says so, so that nobody waits for one. */
export const mediaStateSchema = v.strictObject({
  kind: v.literal('media'),
  camera: v.boolean(),
  microphone: v.boolean(),
});

export const peerMessageSchema = v.variant('kind', [mediaStateSchema]);
export type PeerMessage = v.InferOutput<typeof peerMessageSchema>;
export type MediaState = v.InferOutput<typeof mediaStateSchema>;
