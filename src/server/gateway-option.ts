import { err, ok, type Result } from '../shared/base/result';
import { isSlug } from '../shared/protocol/room-messages';

/** Programs that are not WebCRT and may come in, each by a way of their own. */
export const GATEWAY_NAMES = ['clivrt', 'flitter', 'rtcpool', 'rtc-chat', 'webrtc'] as const;
export type GatewayName = (typeof GATEWAY_NAMES)[number];

/** By which programs come that speak WebCRT's own signalling: it has no path of its own. */
export const PLAIN_GATEWAY: GatewayName = 'webrtc';

/** A gateway that is to be open. */
export interface GatewayOption {
  readonly name: GatewayName;
  /** The room of those who come by it, where it has rooms; `null`: it has none. */
  readonly room: string | null;
}

const HAS_ROOM: Readonly<Record<GatewayName, boolean>> = {
  clivrt: false,
  flitter: true,
  rtcpool: false,
  'rtc-chat': false,
  webrtc: false,
};

/** Reads `NAME` or `NAME=ROOM`. An error is one sentence for the user. */
export function parseGatewayOption(text: string): Result<GatewayOption, string> {
  const [given, ...rest] = text.split('=');
  const name = GATEWAY_NAMES.find((each) => each === given);
  if (name === undefined) {
    return err(
      `--gateway ${text}: there are ${GATEWAY_NAMES.join(', ').replace(/, ([^,]+)$/, ' and $1')}.`,
    );
  }
  const room = rest.length === 0 ? null : rest.join('=');
  if (!HAS_ROOM[name]) {
    return room === null
      ? ok({ name, room })
      : err(`--gateway ${text}: ${name} takes no room here, so give --gateway ${name}.`);
  }
  return room !== null && isSlug(room)
    ? ok({ name, room })
    : err(
        `--gateway ${text}: say which room, in a-z, 0-9 and hyphens, as in --gateway ${name}=studio.`,
      );
}
