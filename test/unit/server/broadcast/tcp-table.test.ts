import { describe, expect, it } from 'vitest';
import { connectionKey, parseTcpTable } from '../../../../src/server/broadcast/tcp-table';

// Lines as Linux writes them on a machine whose processor has the lowest byte first.
const TABLE = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1603 1 0
   1: 0100007F:1F90 0100007F:B3C4 01 0002A000:00000000 01:00000014 00000000     0        0 5599 1 0
  sl  local_address                         remote_address                        st tx_queue rx_queue
  12: 0000000000000000FFFF00000100007F:1F90 0000000000000000FFFF0000050200C0:0050 01 00000010:00000000
  13: 000080FE00000000FF005450AB567BFE:1F90 000080FE00000000FF00545001567BFE:1234 01 0000BEEF:00000000
`;

describe('the table of connections', () => {
  it('tells how much of each the other end has not confirmed', () => {
    const table = parseTcpTable(TABLE);
    const bytesOf = (remoteAddress: string, remotePort: number): number | undefined =>
      table.get(connectionKey({ localPort: 8_080, remoteAddress, remotePort }) ?? '');
    expect(bytesOf('127.0.0.1', 0xb3c4)).toBe(0x2a000);
    expect(bytesOf('::ffff:127.0.0.1', 0xb3c4)).toBe(0x2a000);
    expect(bytesOf('192.0.2.5', 80)).toBe(16);
    expect(bytesOf('::ffff:192.0.2.5', 80)).toBe(16);
    expect(bytesOf('fe80::5054:ff:fe7b:5601%eth0', 0x1234)).toBe(0xbeef);
    expect(bytesOf('192.0.2.5', 81)).toBeUndefined();
  });

  it('knows nothing of a connection that is over', () => {
    const ends = { localPort: 1, remoteAddress: undefined, remotePort: 2 };
    expect(connectionKey(ends)).toBeNull();
  });
});
