import type { Device, DeviceRemoval } from '../protocol/messages';
import { verifyStatement } from './verify-statement';

/** Whether both devices have signed that they are one person's, and not only a server says so. */
export function isProvedDevice({ key: device, link }: Device): boolean {
  if (link === null) return false;
  const { name, by, atMs, signature, deviceSignature } = link;
  const statement = { kind: 'device-linked', name, by, device, atMs } as const;
  return (
    verifyStatement(by, statement, signature) && verifyStatement(device, statement, deviceSignature)
  );
}

/** Whether the device that is said to have taken another one away has signed that. */
export function isProvedRemoval({ signature, ...said }: DeviceRemoval): boolean {
  return verifyStatement(said.by, { kind: 'device-removed', ...said }, signature);
}
