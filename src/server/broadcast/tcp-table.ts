import { readFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { endianness } from 'node:os';
import ipaddr from 'ipaddr.js';

/** What tells a connection from others of this machine. */
export type ConnectionEnds = Pick<Socket, 'localPort' | 'remoteAddress' | 'remotePort'>;

/** Bytes that the system has taken and the other end has not confirmed, by `connectionKey`. */
export type TcpTable = ReadonlyMap<string, number>;

export type TcpFamily = 'IPv4' | 'IPv6';

const TABLES: Readonly<Record<TcpFamily, string>> = {
  IPv4: '/proc/net/tcp',
  IPv6: '/proc/net/tcp6',
};
/** Local address and port, remote ones, state, and the length of the queue: all of it in hex. */
const LINE = /^ *\d+: [\dA-F]+:([\dA-F]{4}) ([\dA-F]+):([\dA-F]{4}) [\dA-F]{2} ([\dA-F]{8}):/gm;
const MAPPED_IPV4 = '0000000000000000FFFF0000';
const IPV4_DIGITS = 8;

/**
 * Linux's own (proc(5)); `null`: the system has none. It takes some milliseconds of the processor,
 * since the system goes through all that could be a connection.
 *
 * @param family Of the socket; IPv4 as well where it listens for both.
 */
export async function readTcpTable(family: TcpFamily): Promise<TcpTable | null> {
  const text = await readFile(TABLES[family], 'latin1').catch(() => null);
  return text === null ? null : parseTcpTable(text);
}

/** In whose table a connection is; a server that listens for both has all in that of IPv6. */
export function familyOf({ remoteAddress }: ConnectionEnds): TcpFamily {
  return remoteAddress?.includes(':') === true ? 'IPv6' : 'IPv4';
}

export function parseTcpTable(text: string): TcpTable {
  const table = new Map<string, number>();
  for (const [, local = '', address = '', remote = '', queue = ''] of text.matchAll(LINE)) {
    const shortest = address.startsWith(MAPPED_IPV4) ? address.slice(-IPV4_DIGITS) : address;
    table.set(`${local} ${shortest}:${remote}`, Number.parseInt(queue, 16));
  }
  return table;
}

/** As the table writes it; `null` once the connection is over. */
export function connectionKey(ends: ConnectionEnds): string | null {
  const { localPort, remoteAddress, remotePort } = ends;
  if (localPort === undefined || remoteAddress === undefined || remotePort === undefined) {
    return null;
  }
  // Addresses of a link name their interface behind a percent sign, which the table does not.
  const [address = ''] = remoteAddress.split('%');
  if (!ipaddr.isValid(address)) return null;
  return `${portText(localPort)} ${addressText(address)}:${portText(remotePort)}`;
}

function portText(port: number): string {
  return port.toString(16).toUpperCase().padStart(4, '0');
}

/** Words of four bytes, each as this machine's processor has it in memory. */
function addressText(address: string): string {
  const bytes = Buffer.from(ipaddr.process(address).toByteArray());
  if (endianness() === 'LE') bytes.swap32();
  return bytes.toString('hex').toUpperCase();
}
