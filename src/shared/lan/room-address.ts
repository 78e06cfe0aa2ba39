import { nameKey } from '../text/sanitise';

/** Behind a name: that is somebody, or a room, on the network. */
export const LAN_SUFFIX = '@lan';

/** A room that is to be made on the network: its name; `null`: it is the server's. */
export function nameOfNewNearRoom(name: string): string | null {
  if (!name.toLowerCase().endsWith(LAN_SUFFIX)) return null;
  return name.slice(0, -LAN_SUFFIX.length).trim() || null;
}

/** A room of somebody on the network, as `join` takes it. */
export interface NearRoomAddress {
  /** Its slug; of one that is listed, the name will do. */
  readonly room: string;
  readonly host: string;
}

/** Reads `ROOM@HOST`, where the host may be `NAME@lan`; `null`: it is none. */
export function readNearRoom(text: string): NearRoomAddress | null {
  const at = text.indexOf('@');
  const [room, host] = [text.slice(0, at).trim(), text.slice(at + 1).trim()];
  return at < 1 || host === '' ? null : { room, host };
}

/** Somebody who may be meant by a host. */
export interface NearHost {
  /** As the local user sees them. */
  readonly shown: string;
  /** As they call themselves: so others may have said it. */
  readonly own: string;
}

/** Who is meant: whoever is shown so, or the only one who calls themselves so. */
export function findHost<T extends NearHost>(hosts: readonly T[], wanted: string): T | null {
  const key = nameKey(wanted);
  const shown = hosts.find((host) => nameKey(host.shown) === key);
  if (shown !== undefined) return shown;
  const named = hosts.filter(({ own }) => [own, own + LAN_SUFFIX].map(nameKey).includes(key));
  return named.length === 1 ? named[0] : null;
}
