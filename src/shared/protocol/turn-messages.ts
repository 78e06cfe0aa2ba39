import * as v from 'valibot';
import { isTurnUrl } from './ice-url';
import { MAX_TURN_SERVERS, MAX_TURN_TEXT_CHARS, MAX_TURN_URLS } from './limits';

/** Printable ASCII: it is shown to nobody, and goes into a browser's configuration. */
const accountSchema = v.pipe(
  v.string(),
  v.nonEmpty(),
  v.maxLength(MAX_TURN_TEXT_CHARS),
  v.regex(/^[\x21-\x7e]+$/),
);

/** A TURN server with an account that holds for a time: as RTCPeerConnection takes it. */
const turnServerSchema = v.strictObject({
  urls: v.pipe(
    v.array(v.pipe(v.string(), v.check(isTurnUrl))),
    v.minLength(1),
    v.maxLength(MAX_TURN_URLS),
  ),
  username: accountSchema,
  credential: accountSchema,
});
export type TurnServer = v.InferOutput<typeof turnServerSchema>;

export const turnCredentialsSchema = v.strictObject({
  ok: v.literal(true),
  /** None: the server knows of no TURN server. */
  servers: v.pipe(v.array(turnServerSchema), v.maxLength(MAX_TURN_SERVERS)),
});
