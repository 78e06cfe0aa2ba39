import * as v from 'valibot';
import { MAX_PEER_MESSAGE_BYTES } from '../../shared/protocol/limits';
import { type PeerMessage, peerMessageSchema } from '../../shared/protocol/peer-messages';

// Messages on the data channel: JSON text, bounded, parsed from unknown.

function isTooLong(text: string): boolean {
  if (text.length > MAX_PEER_MESSAGE_BYTES) return true;
  return new TextEncoder().encode(text).length > MAX_PEER_MESSAGE_BYTES;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What the other side sent, or `null` when it is not a message of ours. Never throws. */
export function decodePeerMessage(chunk: unknown): PeerMessage | null {
  if (typeof chunk !== 'string' || isTooLong(chunk)) return null;
  const outcome = v.safeParse(peerMessageSchema, parseJson(chunk), { abortEarly: true });
  return outcome.success ? outcome.output : null;
}

/** The text to send; `null` when it is over the limit that the other side keeps. */
export function encodePeerMessage(message: PeerMessage): string | null {
  const text = JSON.stringify(message);
  return isTooLong(text) ? null : text;
}
