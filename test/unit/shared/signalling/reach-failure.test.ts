import { expect, it } from 'vitest';
import { reachFailureOf } from '../../../../src/shared/signalling/reach-failure';

/** As socket.io's client reports it in Node.js. */
const inNode = (cause: object): unknown => ({
  message: 'websocket error',
  description: { error: cause },
});

it.each([
  [{ code: 'DEPTH_ZERO_SELF_SIGNED_CERT', fingerprint: 'AB' }, 'certificate-unknown'],
  [{ code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }, 'certificate-unknown'],
  [{ code: 'CERT_HAS_EXPIRED' }, 'certificate-expired'],
  [{ code: 'ERR_TLS_CERT_ALTNAME_INVALID' }, 'certificate-of-other'],
  [{ code: 'EPROTO' }, 'not-encrypted'],
  [{ code: 'HPE_INVALID_CONSTANT' }, 'not-web'],
  [{ code: 'ENOTFOUND' }, 'host-unknown'],
  [{ code: 'ECONNREFUSED' }, 'nobody-listens'],
  [{ message: 'Unexpected server response: 403' }, 'not-admitted'],
  [{ message: 'Unexpected server response: 404' }, 'no-signalling'],
])('reads %j as %s', (cause, problem) => {
  expect(reachFailureOf(inNode(cause))).toMatchObject({ problem });
});

it('hands on the fingerprint of a certificate', () => {
  const cause = { code: 'CERT_HAS_EXPIRED', fingerprint: 'AB:CD' };
  expect(reachFailureOf(inNode(cause))).toEqual({
    problem: 'certificate-expired',
    fingerprint: 'AB:CD',
  });
});

it('says of a page that it is told nothing', () => {
  expect(reachFailureOf({ message: 'websocket error', description: {} })).toEqual({
    problem: 'unexplained',
  });
});

it.each([
  new Error('timeout'),
  inNode({ code: 'ECONNRESET' }),
  inNode({ code: 'toString' }),
  inNode({ message: 'Unexpected server response: 503' }),
  null,
])('has nothing to add to %s', (error) => {
  expect(reachFailureOf(error)).toBeNull();
});
