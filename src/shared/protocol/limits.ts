// Every limit of the wire in one place. docs/protocol.md quotes this file.

export {
  MAX_CHAT_BYTES,
  MAX_CHAT_GRAPHEMES,
  MAX_CHAT_LINES,
  MAX_NAME_BYTES,
  MAX_NAME_GRAPHEMES,
} from '../text/limits';

/** Of a server as somebody signs for it that they dialled it. */
export const MAX_ORIGIN_CHARS = 300;

/** What somebody may say when they decline a call. */
export const MAX_DECLINE_GRAPHEMES = 120;

export const MAX_ROOM_NAME_GRAPHEMES = 48;
export const MAX_ROOM_NAME_BYTES = 192;
/** A room's part of a link: its name in a-z and 0-9, and of one that is not listed much chance. */
export const MAX_SLUG_CHARS = 64;
/** Sealed, and with a description of MAX_DESCRIPTION_BYTES in it. */
export const MAX_TICKET_CHARS = 10_000;
export const MAX_TOPIC_GRAPHEMES = 200;
export const MAX_TOPIC_BYTES = 800;
export const MAX_PASSWORD_BYTES = 128;
/** How many people a room may be limited to. */
export const MIN_ROOM_GUESTS = 2;
export const MAX_ROOM_GUESTS = 32;
/** What a member says about itself to programs, as JSON. */
export const MAX_DESCRIPTION_BYTES = 4_096;
/** What an event of an application carries, as JSON. */
export const MAX_EVENT_BYTES = 4_096;
/** Rooms in a list: those with the most people in them. */
export const MAX_ROOMS_LISTED = 200;

/** What a server hands out of TURN: servers, addresses of each, characters of its account. */
export const MAX_TURN_SERVERS = 4;
export const MAX_TURN_URLS = 8;
export const MAX_TURN_TEXT_CHARS = 256;

/** One socket.io message. OWASP's ceiling for WebSocket messages is 64 kB. */
export const MAX_MESSAGE_BYTES = 64_000;
/**
 * An offer of Chromium, with places for camera and screen, is about 11 kB in 330 lines; unbounded
 * SDP costs seconds to parse.
 */
export const MAX_SDP_BYTES = 32_768;
export const MAX_SDP_LINES = 800;
export const MAX_SDP_LINE_BYTES = 2_048;
export const MAX_SDP_MEDIA_SECTIONS = 8;
export const MAX_CANDIDATE_BYTES = 512;
export const MAX_SDP_MID_CHARS = 16;
/** One message over the data channel of a call. */
export const MAX_PEER_MESSAGE_BYTES = 16_384;

/**
 * Together 11.5 s: a client that froze is gone within 12 s, where socket.io's defaults take 45 s.
 * With thousands of clients the heartbeat is most of what they send; the slowest path that carries
 * a call answers within the rest.
 */
export const HEARTBEAT_INTERVAL_MS = 7_500;
export const HEARTBEAT_TIMEOUT_MS = 4_000;
/** A socket that has not signed in by then is closed. */
export const SIGN_IN_TIMEOUT_MS = 5_000;
/** How long a name, and a call, wait for somebody whose connection broke. */
export const RESUME_WINDOW_MS = 60_000;
/** How long a restarted server takes members of earlier rooms back by their tickets. */
export const RETURN_WINDOW_MS = RESUME_WINDOW_MS + 15_000;
/** Up to so many people, everybody on a server sees everybody come and go, see `RosterMode` ... */
export const MAX_VILLAGE_PEOPLE = 100;
/** ... and again when there are fewer than so many. */
export const VILLAGE_AGAIN_PEOPLE = 80;
/** People that one may ask to be told of. */
export const MAX_WATCHED_PEOPLE = 300;
/** People on a page of a list. */
export const MAX_PEOPLE_LISTED = 50;
/** Who comes and goes is told in batches: so long apart, and so many people in each. */
export const PRESENCE_BATCH_MS = 200;
export const MAX_PEOPLE_PER_PUSH = 200;
/**
 * How long a line of chat is at hand for those who were cut off: as long as names are held, and a
 * little.
 */
export const LINE_MEMORY_MS = RESUME_WINDOW_MS + 15_000;
/** Lines at hand on a whole server: the oldest go first. */
export const MAX_RECENT_LINES = 5_000;
/** How long a room that is not kept waits for somebody after the last one left. */
export const EMPTY_ROOM_MS = 300_000;
/** How long a call rings before it counts as not answered. */
export const RING_TIMEOUT_MS = 30_000;
/** How long a client waits for an acknowledgement. */
export const ACK_TIMEOUT_MS = 8_000;

/** Cells of a stage that is broadcast; a larger one is shown in fewer cells than it has. */
export const MAX_STAGE_COLS = 160;
export const MAX_STAGE_ROWS = 60;
/** The texts of one, as JSON. */
export const MAX_STAGE_TEXT_BYTES = 8_000;
/** One frame, deflated and in base64; with all around it, it is one message. */
export const MAX_STAGE_FRAME_CHARS = 60_000;
/** Broadcasts on a whole server, and of one address. */
export const MAX_BROADCASTS = 50;
export const MAX_BROADCASTS_PER_ADDRESS = 5;
/** Who watches one at the same time, and from one address. */
export const MAX_VIEWERS = 200;
export const MAX_VIEWERS_PER_ADDRESS = 20;
/** Requests to watch from one address, whatever for. */
export const WATCHES_PER_ADDRESS = { points: 60, windowMs: 60_000 } as const;
/** A broadcast of which no frame came ends after that ... */
export const SILENT_BROADCAST_MS = 30_000;
/** ... and a viewer who takes nothing is cut off. */
export const STALLED_VIEWER_MS = 30_000;

/**
 * Rate limits per signed-in person (per connection before that): `points` in `windowMs`. `call` and
 * `room` are for invitations and for entering rooms only, so that nobody is ever kept from hanging
 * up or leaving; `signIn` is of the connection, so that no new name renews the others; `roomSignal`
 * is for meeting seven others at once, `turn` for meeting them again, `broadcast` is thirty frames
 * a second and a little; `ringing` is what calls that come in make a client say, which others have
 * in their hands: as much as they may cause in any case. Over a limit: refused, and one strike per
 * window; FLOOD_FACTOR times the limit in one window: closed at once.
 */
export const RATE_LIMITS = {
  chat: { points: 20, windowMs: 10_000 },
  signal: { points: 200, windowMs: 10_000 },
  call: { points: 20, windowMs: 60_000 },
  ringing: { points: 1_000, windowMs: 10_000 },
  room: { points: 30, windowMs: 60_000 },
  roomSignal: { points: 1_000, windowMs: 10_000 },
  event: { points: 200, windowMs: 10_000 },
  turn: { points: 60, windowMs: 60_000 },
  broadcast: { points: 400, windowMs: 10_000 },
  signIn: { points: 10, windowMs: 30_000 },
  other: { points: 60, windowMs: 10_000 },
} as const;
export type RateLimitName = keyof typeof RATE_LIMITS;
export const FLOOD_FACTOR = 10;
/**
 * So many times what one person may, all of one address may together. Nobody is struck for what the
 * others do.
 */
export const ADDRESS_FACTOR = 10;
/** So many strikes within STRIKE_MEMORY_MS, and the connection is closed. */
export const MAX_STRIKES = 3;
export const STRIKE_MEMORY_MS = 300_000;
/** Malformed and unknown messages: a newer client may send a few. More: closed. */
export const BAD_REQUESTS = { points: 20, windowMs: 60_000 } as const;
/** Passwords that were not right, per room and address, whether or not there is such a room. */
export const PASSWORD_TRIES = { points: 5, windowMs: 900_000 } as const;
/** And per room, from all addresses from which nobody has given the right one yet. */
export const PASSWORD_TRIES_PER_ROOM = { points: 30, windowMs: 300_000 } as const;
/** Rooms that were made from one address, and those of them that are kept. */
export const MAX_ROOMS_PER_ADDRESS = 30;
export const MAX_KEPT_ROOMS_PER_ADDRESS = 10;
/** Names that one key has; with another, the one that was unused longest is anybody's again. */
export const MAX_NAMES_PER_KEY = 5;
/** Keys that one name is for: the devices of one person. */
export const MAX_KEYS_PER_NAME = 8;
/** Names claimed from one address; further ones are their holders' only as long as they stay. */
export const CLAIMS_PER_ADDRESS = { points: 30, windowMs: 86_400_000 } as const;
/** Claimed names on a whole server; further ones likewise. */
export const MAX_CLAIMED_NAMES = 20_000;
/** Connections signed in with one key at the same time. */
export const MAX_SIGN_INS_PER_KEY = 5;
/** How long a password of the TURN server holds, as whoever runs the server may say. */
export const MIN_TURN_TTL_MS = 600_000;
export const MAX_TURN_TTL_MS = 3_600_000;
/** New connections from one address. */
export const CONNECTIONS_PER_ADDRESS = { points: 60, windowMs: 60_000 } as const;
/** Connections that are open from one address at the same time. */
export const MAX_OPEN_PER_ADDRESS = 20;
/** No new connections from an address for so long after one from there was put out. */
export const PUT_OUT_WAIT_MS = 30_000;
/**
 * Packets of whatever kind from one connection: so many at once, and so many a second from then on.
 */
export const MAX_PACKET_BURST = 2_000;
export const MAX_PACKETS_PER_SECOND = 100;
/** A client that does not take its messages: closed when so many, or so many bytes, wait for it. */
export const MAX_QUEUED_MESSAGES = 1_000;
export const MAX_QUEUED_BYTES = 1_000_000;
/** A server that stops spreads its clients' return over so long. */
export const MAX_RETRY_SPREAD_MS = 5_000;
