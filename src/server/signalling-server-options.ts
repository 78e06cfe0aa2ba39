import type { GatewayOption } from './gateway-option';
import type { ClaimStore } from './identity/claim-store';
import type { HeldNames } from './name-tokens';
import type { RateLimit, RateLimits } from './rate-limits';
import type { RoomOptions } from './rooms/room-options';
import type { RosterSetting } from './roster/roster-mode';
import type { TurnOptions } from './turn/turn-accounts';

export interface SignallingServerOptions {
  /** Exact origins of pages that may connect, besides the server's own and the desktop app's. */
  readonly allowedOrigins?: readonly string[];
  /**
   * Proxies in front: their addresses, ranges such as `10.0.0.0/8`, or `loopback`. Limits by
   * address then hold for whom they name in `X-Forwarded-For`, not for the proxy.
   */
  readonly trustedProxies?: readonly string[];
  /** The folder of the built web client, served at `/`; `null`: none. */
  readonly webRoot?: string | null;
  /**
   * What starts a server like this one, options left out: the web client names it to whoever asks
   * how to have one that friends reach. `webcrt-server`, the program of the package, unless said
   * otherwise.
   */
  readonly serverCommand?: string;
  /** New connections; for those that are open, there is `maxOpenPerAddress`. */
  readonly connectionsPerAddress?: RateLimit;
  /**
   * Connections open at the same time from one address (IPv6: from one /64), this machine excepted;
   * 20 unless said otherwise, 0: any number.
   */
  readonly maxOpenPerAddress?: number;
  /** Per person, in place of what `RATE_LIMITS` says. */
  readonly rateLimits?: Partial<RateLimits>;
  readonly rooms?: RoomOptions;
  /**
   * 32 bytes of chance that outlive the process, and that nobody else knows. With the same ones as
   * before, the server takes people back into the rooms that they were in; without, rooms that are
   * not kept end with the server.
   */
  readonly restartSecret?: Buffer;
  /**
   * Where the names in use are written down: a server that is restarted, with the same secret,
   * keeps each for whoever had it. Left out: names are anybody's then.
   */
  readonly heldNames?: HeldNames;
  /**
   * Where it is written down which names are for which keys; left out: the server forgets it when
   * it stops.
   */
  readonly claimedNames?: ClaimStore;
  /**
   * After so long without a sign-in by one of its keys a name is anybody's; `null`: never. 180 days
   * unless said otherwise.
   */
  readonly keepNamesMs?: number | null;
  /**
   * How clients reach this server, such as `https://calls.example`: they sign for what they
   * dialled, and nobody can pass on here what they signed for another server. Left out, whatever
   * host a request is for will do.
   */
  readonly publicUrls?: readonly string[];
  /**
   * Who is told that somebody comes or goes, and whether one may say something to all. `everybody`;
   * `contacts`: those who watch them; `auto` (the default): everybody, as long as there are few.
   */
  readonly roster?: RosterSetting;
  /**
   * The TURN server whose accounts people who are signed in get, one for each connection that they
   * make; left out: none. What cannot be used throws a TurnOptionsError.
   */
  readonly turn?: TurnOptions;
  /**
   * Ways in for programs that are not WebCRT; none unless said otherwise, and nothing of them is
   * loaded then.
   */
  readonly gateways?: readonly GatewayOption[];
  /**
   * Whether nobody else takes upgrades on `httpServer`: those to paths that are nobody's are then
   * answered with 404. Left out: somebody else has a second to write to them, and then they are
   * closed.
   */
  readonly isAlone?: boolean;
}
