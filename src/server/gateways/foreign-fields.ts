import * as v from 'valibot';
import {
  MAX_CANDIDATE_BYTES,
  MAX_SDP_BYTES,
  MAX_SDP_MID_CHARS,
} from '../../shared/protocol/limits';

// Fields that clients of several gateways send. Loose, where ours are strict.

export const sdpSchema = v.pipe(v.string(), v.nonEmpty(), v.maxBytes(MAX_SDP_BYTES));

/** As `RTCIceCandidate.toJSON` has it. */
export const candidateSchema = v.object({
  candidate: v.pipe(v.string(), v.maxBytes(MAX_CANDIDATE_BYTES)),
  sdpMid: v.nullish(v.pipe(v.string(), v.maxLength(MAX_SDP_MID_CHARS)), null),
  sdpMLineIndex: v.nullish(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(32)), null),
  usernameFragment: v.nullish(v.pipe(v.string(), v.maxLength(256)), null),
});
