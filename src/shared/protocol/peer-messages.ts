import * as v from 'valibot';
import { MAX_OWN_COLOURS } from '../ascii/palettes';
import { chatTextSchema, idSchema } from './fields';
import { signalSchema } from './signal';

// What the two ends of a call tell each other directly, over the data channel of their peer
// connection: JSON text, at most MAX_PEER_MESSAGE_BYTES long, parsed from `unknown` like the rest.
// An end drops a kind that it does not know, so that kinds can be added.

/** Messages taken from the other end; the rest is dropped. docs/protocol.md quotes it. */
export const PEER_MESSAGES = { points: 100, windowMs: 10_000 } as const;

/** Cells along a side of a picture; more than any screen shows. */
export const MAX_VIEW_CELLS_PER_SIDE = 1_000;

/** A style's name. Those of a newer program are let through: they only say what is drawn. */
const STYLE_NAME = /^[a-z][a-z0-9-]{0,31}$/;

/** A palette's name; the same holds. */
const PALETTE_NAME = /^[a-z0-9][a-z0-9-]{0,31}$/;

const colourSchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xff_ff_ff));

const cellsSchema = v.pipe(
  v.number(),
  v.integer(),
  v.minValue(0),
  v.maxValue(MAX_VIEW_CELLS_PER_SIDE),
);

/** What is on at this end: one that sends no picture says so, so that nobody waits for one. */
const mediaStateSchema = v.strictObject({
  kind: v.literal('media'),
  camera: v.boolean(),
  microphone: v.boolean(),
  /** Whether a screen is shared beside the camera; left out: none. */
  screen: v.optional(v.boolean()),
});

/**
 * Whether the camera gives no picture though it is on, which is why it is told to be off: said
 * before the `media` that says so.
 */
const darkStateSchema = v.strictObject({
  kind: v.literal('dark'),
  isOn: v.boolean(),
});

/**
 * What is shown of a picture that is received, so that no more is sent than that: its grid in cells
 * (0: it is hidden), the style that it is drawn in, and whether it is wanted as it is, real video.
 */
const viewStateSchema = v.strictObject({
  kind: v.literal('view'),
  cols: cellsSchema,
  rows: cellsSchema,
  style: v.pipe(v.string(), v.regex(STYLE_NAME)),
  wantsPixels: v.boolean(),
  /** Which picture; left out: the camera's. */
  picture: v.optional(v.picklist(['camera', 'screen'])),
});

/**
 * Whether the sender records the call: whoever is recorded is told, and sees it for as long as it
 * lasts.
 */
const recordingStateSchema = v.strictObject({
  kind: v.literal('recording'),
  isOn: v.boolean(),
});

/**
 * Whether the sender shows the stage to others, or would like to; and what they say to whoever is
 * told, who may show it, or would like to, as well.
 */
const broadcastStateSchema = v.strictObject({
  kind: v.literal('broadcast'),
  state: v.picklist(['off', 'asked', 'on']),
  /** May the other end show it? */
  answer: v.picklist(['none', 'yes', 'no']),
});

/**
 * How the sender likes to be seen: a style and a palette, by name; those of a newer program are let
 * through, and shown as the viewer likes. `style` is null when they like nothing in particular.
 */
const costumeStateSchema = v.strictObject({
  kind: v.literal('costume'),
  style: v.nullable(v.pipe(v.string(), v.regex(STYLE_NAME))),
  palette: v.pipe(v.string(), v.regex(PALETTE_NAME)),
  /** Those of the palette `own`, 0xRRGGBB. */
  colours: v.pipe(v.array(colourSchema), v.maxLength(MAX_OWN_COLOURS)),
});

/** A rate that an end reports; more than any network carries is a mistake. */
const rateSchema = v.pipe(v.number(), v.minValue(0), v.maxValue(10_000_000));

/**
 * What arrived of the picture that the other end sends, in the last second: whether the path
 * carries it.
 */
const receptionSchema = v.strictObject({
  kind: v.literal('reception'),
  kbps: rateSchema,
  fps: rateSchema,
});

/** 32 bytes as hexadecimal digits. */
const digestSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

/**
 * Asks to compare the short authentication string, and holds to a nonce that is not said yet. `run`
 * is of this one comparison, and in all that is said of it.
 */
const verifyCommitSchema = v.strictObject({
  kind: v.literal('verify-commit'),
  run: idSchema,
  commitment: digestSchema,
});

/** The nonce of whoever is asked. */
const verifyAnswerSchema = v.strictObject({
  kind: v.literal('verify-answer'),
  run: idSchema,
  nonce: digestSchema,
});

/** The nonce that was committed to. */
const verifyRevealSchema = v.strictObject({
  kind: v.literal('verify-reveal'),
  run: idSchema,
  nonce: digestSchema,
});

/** What the person at the sender's end said. */
const verifyVerdictSchema = v.strictObject({
  kind: v.literal('verify-verdict'),
  run: idSchema,
  isMatch: v.boolean(),
});

/** Why a comparison ends without a verdict. */
const VERIFY_CANCEL_REASONS = [
  'cancelled',
  'timed-out',
  'tampered',
  'out-of-sequence',
  'blocked',
] as const;

const verifyCancelSchema = v.strictObject({
  kind: v.literal('verify-cancel'),
  run: idSchema,
  reason: v.picklist(VERIFY_CANCEL_REASONS),
});

/** All that is said of comparisons. */
const verifyMessageSchema = v.variant('kind', [
  verifyCommitSchema,
  verifyAnswerSchema,
  verifyRevealSchema,
  verifyVerdictSchema,
  verifyCancelSchema,
]);
export type VerifyMessage = v.InferOutput<typeof verifyMessageSchema>;
export type VerifyCancelReason = (typeof VERIFY_CANCEL_REASONS)[number];

/**
 * A signal of the very connection that it comes over, where no server carries any: what makes a
 * place for sound and pictures, once the two ends have reached each other.
 */
const inBandSignalSchema = v.strictObject({
  kind: v.literal('signal'),
  signal: signalSchema,
});

/** A line of chat, where no server carries any. */
const peerLineSchema = v.strictObject({
  kind: v.literal('line'),
  id: idSchema,
  text: chatTextSchema,
});

export const peerMessageSchema = v.variant('kind', [
  mediaStateSchema,
  darkStateSchema,
  viewStateSchema,
  recordingStateSchema,
  broadcastStateSchema,
  costumeStateSchema,
  receptionSchema,
  inBandSignalSchema,
  peerLineSchema,
  ...verifyMessageSchema.options,
]);
export type PeerMessage = v.InferOutput<typeof peerMessageSchema>;
export type MediaState = v.InferOutput<typeof mediaStateSchema>;
export type ViewState = v.InferOutput<typeof viewStateSchema>;
export type CostumeState = v.InferOutput<typeof costumeStateSchema>;
export type Reception = v.InferOutput<typeof receptionSchema>;
export type PeerLine = v.InferOutput<typeof peerLineSchema>;
export type BroadcastState = v.InferOutput<typeof broadcastStateSchema>;
export type RecordingState = v.InferOutput<typeof recordingStateSchema>;

/** What an end says that likes nothing in particular. */
export const NO_COSTUME: CostumeState = {
  kind: 'costume',
  style: null,
  palette: 'truecolour',
  colours: [],
};
