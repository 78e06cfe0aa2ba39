import type { Result } from '../../shared/base/result';
import { statementBytes, type StatementOf } from '../../shared/identity/statement';
import type { Reply } from '../../shared/protocol/events';
import type { PublicKey } from '../../shared/protocol/fields';
import type { RefusalReason } from '../../shared/protocol/reasons';
import { nameKey, sanitiseName } from '../../shared/text/sanitise';
import { verifyEd25519 } from '../identity/verify-ed25519';
import type { SignallingHub } from '../hub';
import { type MemberHandler, refuse } from './handler';

// The devices of one person: which keys a name is for.

type DeviceStatement = StatementOf<'device-linked'> | StatementOf<'device-removed'>;

function isSigned(key: PublicKey, statement: DeviceStatement, signature: string): boolean {
  return verifyEd25519(key, statementBytes(statement), signature);
}

function replyOf(
  hub: SignallingHub,
  name: string,
  outcome: Result<void, RefusalReason>,
): Reply<'device:list'> {
  return outcome.ok ? { ok: true, ...hub.claims.devicesOf(name) } : refuse(outcome.error);
}

export const linkDevice: MemberHandler<'device:link'> = {
  kind: 'member',
  limit: 'other',
  handle({ hub, member }, { device, atMs, signature, deviceSignature }, answer) {
    const { key: ownName, name, publicKey: by } = member;
    if (by === null) {
      answer(refuse('not-allowed'));
      return;
    }
    const statement = { kind: 'device-linked', name, by, device, atMs } as const;
    const isWanted = isSigned(by, statement, signature);
    if (!isWanted || !isSigned(device, statement, deviceSignature)) {
      answer(refuse('identity-invalid'));
      return;
    }
    const link = { name, by, atMs, signature, deviceSignature };
    answer(replyOf(hub, ownName, hub.claims.link(ownName, device, link)));
  },
};

export const listDevices: MemberHandler<'device:list'> = {
  kind: 'member',
  limit: 'other',
  handle({ hub, member }, { name: wanted = member.name }, answer) {
    const name = sanitiseName(wanted);
    const list = name === null ? { devices: [], removed: [] } : hub.claims.devicesOf(nameKey(name));
    answer({ ok: true, ...list });
  },
};

export const removeDevice: MemberHandler<'device:remove'> = {
  kind: 'member',
  limit: 'other',
  handle({ hub, member }, { device, atMs, signature }, answer) {
    const { key: ownName, name, publicKey: by } = member;
    if (by === null) {
      answer(refuse('not-allowed'));
      return;
    }
    const said = { name, by, device, atMs };
    if (!isSigned(by, { kind: 'device-removed', ...said }, signature)) {
      answer(refuse('identity-invalid'));
      return;
    }
    answer(replyOf(hub, ownName, hub.claims.unlink(ownName, { ...said, signature })));
  },
};
