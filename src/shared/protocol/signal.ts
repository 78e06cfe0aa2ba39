import * as v from 'valibot';
import { seqSchema, signatureSchema } from './fields';
import { MAX_CANDIDATE_BYTES, MAX_SDP_BYTES, MAX_SDP_MID_CHARS } from './limits';

/**
 * A step of the negotiation between two ends of a call, or two members of a room. `generation`
 * counts the peer connections between them: after a lost network the end that makes the offers
 * builds a new one, and stragglers of the old are dropped.
 */
const generationSchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000));
export const signalSchema = v.variant('kind', [
  v.strictObject({
    kind: v.literal('description'),
    generation: generationSchema,
    type: v.picklist(['offer', 'answer']),
    sdp: v.pipe(v.string(), v.maxBytes(MAX_SDP_BYTES)),
  }),
  v.strictObject({
    kind: v.literal('candidate'),
    generation: generationSchema,
    candidate: v.pipe(v.string(), v.maxBytes(MAX_CANDIDATE_BYTES)),
    sdpMid: v.nullable(v.pipe(v.string(), v.maxLength(MAX_SDP_MID_CHARS))),
    sdpMLineIndex: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(32))),
  }),
  /** The answering end asks the offering end for a new offer. */
  v.strictObject({ kind: v.literal('renegotiate'), generation: generationSchema }),
  /** The answering end asks for a place for a track that the offer had none for. */
  v.strictObject({
    kind: v.literal('transceiver'),
    generation: generationSchema,
    media: v.picklist(['audio', 'video']),
  }),
]);
export type Signal = v.InferOutput<typeof signalSchema>;

/** That a signal is its sender's: what a server cannot make, see shared/identity. */
export const signalProofSchema = v.strictObject({
  /** Grows with every signal that its sender says to that end of that talk. */
  seq: seqSchema,
  /** Of a `signal` statement. */
  signature: signatureSchema,
});
export type SignalProof = v.InferOutput<typeof signalProofSchema>;
