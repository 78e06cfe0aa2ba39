import * as v from 'valibot';
import {
  idSchema,
  nameSchema,
  originSchema,
  publicKeySchema,
  seqSchema,
  timeSchema,
  tokenSchema,
} from '../protocol/fields';
import { type Signal, signalSchema } from '../protocol/signal';
import { canonicalBytes } from './canonical-bytes';

const MAX_TALK_CHARS = 140;
/** A key, or `''` for somebody who has none. */
const keyOrNoneSchema = v.union([publicKeySchema, v.literal('')]);

/** SHA-256, as hexadecimal digits. */
const digestSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const MAX_CANDIDATES = 16;
const shortSchema = v.pipe(v.string(), v.nonEmpty(), v.maxLength(140));

const deviceEntries = {
  name: nameSchema,
  /** A key that has the name already. */
  by: publicKeySchema,
  /** The key that is to have it as well, or no longer. */
  device: publicKeySchema,
  atMs: timeSchema,
};

/** What a key is used to say. Whoever signs makes the bytes from it: nobody signs bytes as such. */
export const statementSchema = v.variant('kind', [
  /** To a server: the name is for this key. */
  v.strictObject({
    kind: v.literal('sign-in'),
    /** So that one server cannot use at another what it was told. */
    origin: originSchema,
    /** The server's, fresh. */
    nonce: tokenSchema,
    name: nameSchema,
    key: publicKeySchema,
    atMs: timeSchema,
  }),
  /** To the other end of a call, or a member of a room: this signal is from this key, for that. */
  v.strictObject({
    kind: v.literal('signal'),
    /** The id of the call; in a room the ids of both members, see `roomTalk`. */
    talk: v.pipe(v.string(), v.nonEmpty(), v.maxLength(MAX_TALK_CHARS)),
    from: publicKeySchema,
    to: keyOrNoneSchema,
    /** Higher than that of what `from` said before it: nothing is to be said again by others. */
    seq: seqSchema,
    signal: signalSchema,
  }),
  /** To whoever a letter is given: a call without a server is offered by it, or answered. */
  v.strictObject({
    kind: v.literal('pigeon'),
    is: v.picklist(['offer', 'answer']),
    /** Of the call. */
    id: idSchema,
    from: publicKeySchema,
    name: nameSchema,
    untilMs: timeSchema,
    /** Of an answer: whose offer it is to, and the digest of that; `''` of an offer. */
    to: keyOrNoneSchema,
    offer: v.union([digestSchema, v.literal('')]),
    /** What the connection is made with, see shared/pigeon. */
    ufrag: shortSchema,
    pwd: shortSchema,
    fingerprint: shortSchema,
    candidates: v.pipe(v.array(shortSchema), v.maxLength(MAX_CANDIDATES)),
  }),
  /**
   * To the other end of a connection: `to` may type into the terminal that `from` shares there, or
   * takes that up.
   */
  v.strictObject({
    kind: v.literal('shell'),
    is: v.picklist(['grant', 'claim']),
    /** Of the shared terminal. */
    share: idSchema,
    /** Of this one grant. */
    nonce: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
    from: publicKeySchema,
    to: publicKeySchema,
    /** Of the certificates that DTLS uses there: that of `from`, and that of `to`. */
    fingerprints: v.strictTuple([shortSchema, shortSchema]),
  }),
  /** To the server and to contacts, by both keys: `device` is the same person's as `by`. */
  v.strictObject({ kind: v.literal('device-linked'), ...deviceEntries }),
  /** ... and is no longer. */
  v.strictObject({ kind: v.literal('device-removed'), ...deviceEntries }),
]);
export type Statement = v.InferOutput<typeof statementSchema>;
export type StatementOf<K extends Statement['kind']> = Extract<Statement, { kind: K }>;

/** The talk between two members of a room, for what one says to the other. */
export function roomTalk(from: string, to: string): string {
  return `${v.parse(idSchema, from)}>${v.parse(idSchema, to)}`;
}

/** A field that may be `null`: told apart from every text. */
function nullable(value: string | number | null): readonly (string | number)[] {
  return value === null ? [0] : [1, value];
}

function signalFields(signal: Signal): readonly (string | number)[] {
  const head = [signal.kind, signal.generation];
  switch (signal.kind) {
    case 'description':
      return [...head, signal.type, signal.sdp];
    case 'candidate': {
      const { candidate, sdpMid, sdpMLineIndex } = signal;
      return [...head, candidate, ...nullable(sdpMid), ...nullable(sdpMLineIndex)];
    }
    case 'renegotiate':
      return head;
    case 'transceiver':
      return [...head, signal.media];
  }
}

/** Of the list of fields: what was signed for another one says nothing. */
const VERSIONS: Readonly<Record<Statement['kind'], string>> = {
  'sign-in': 'v1',
  signal: 'v2',
  pigeon: 'v1',
  shell: 'v1',
  'device-linked': 'v1',
  'device-removed': 'v1',
};

/** What is signed for `statement`. */
export function statementBytes(statement: Statement): Uint8Array<ArrayBuffer> {
  const context = `webcrt ${statement.kind} ${VERSIONS[statement.kind]}`;
  switch (statement.kind) {
    case 'sign-in': {
      const { origin, nonce, name, key, atMs } = statement;
      return canonicalBytes(context, [origin, nonce, name, key, atMs]);
    }
    case 'signal': {
      const { talk, from, to, seq, signal } = statement;
      return canonicalBytes(context, [talk, from, to, seq, ...signalFields(signal)]);
    }
    case 'pigeon': {
      const { is, id, from, name, untilMs, to, offer } = statement;
      const { ufrag, pwd, fingerprint, candidates } = statement;
      const head = [is, id, from, name, untilMs, to, offer];
      return canonicalBytes(context, [...head, ufrag, pwd, fingerprint, ...candidates]);
    }
    case 'shell': {
      const { is, share, nonce, from, to, fingerprints } = statement;
      return canonicalBytes(context, [is, share, nonce, from, to, ...fingerprints]);
    }
    case 'device-linked':
    case 'device-removed': {
      const { name, by, device, atMs } = statement;
      return canonicalBytes(context, [name, by, device, atMs]);
    }
  }
}
