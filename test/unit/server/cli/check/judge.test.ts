import { describe, expect, it } from 'vitest';
import {
  judgeHeaders,
  judgePlace,
  judgeUpgrade,
} from '../../../../../src/server/cli/check/check-address';
import {
  judgeCertificate,
  type SeenCertificate,
} from '../../../../../src/server/cli/check/check-certificate';
import { judgeSeen, MADE_UP_ADDRESS } from '../../../../../src/server/cli/check/check-proxy';
import {
  type Finding,
  note,
  renderCount,
  renderFinding,
  right,
  wrong,
} from '../../../../../src/server/cli/check/finding';
import type { SeenRequest } from '../../../../../src/server/seen-request';
import { securityHeaders } from '../../../../../src/server/web-client';
import { PROTOCOL_VERSION } from '../../../../../src/shared/protocol/version';

const NOW_MS = Date.UTC(2030, 0, 15);
const DAY_MS = 86_400_000;
const URL_ROOT = new URL('https://calls.example/');

/** Of a certificate of 90 days that has so many left. */
function certificate(daysLeft: number, fault: string | null = null): SeenCertificate {
  const validToMs = NOW_MS + daysLeft * DAY_MS;
  const names = 'DNS:other.example';
  return { fault, validFromMs: validToMs - 90 * DAY_MS, validToMs, issuer: 'An Authority', names };
}

const judge = (daysLeft: number, fault?: string): Finding =>
  judgeCertificate('certificate', 'calls.example', certificate(daysLeft, fault), NOW_MS);

describe('a certificate', () => {
  it('is right as long as there is time to renew it', () => {
    expect(judge(60)).toEqual(
      right(
        'certificate',
        'calls.example has a valid certificate of An Authority, good for 60 days more.',
      ),
    );
    expect(judge(19).verdict).toBe('ok');
  });

  it('is wrong once somebody should have renewed it', () => {
    expect(judge(17).verdict).toBe('wrong');
    expect(judge(1)).toMatchObject({
      verdict: 'wrong',
      text: 'The certificate of calls.example is good for 1 day only, and nobody has renewed it.',
    });
  });

  it('is told of in hours where it holds for less than a day', () => {
    expect(judge(1 / 12).text).toContain('is good for 2 hours only');
    expect(judge(-1 / 24).text).toContain('ran out 1 hour ago.');
  });

  it('says that it ran out before it says what else is wrong', () => {
    expect(judge(-3, 'CERT_HAS_EXPIRED').text).toBe(
      'The certificate of calls.example ran out 3 days ago.',
    );
    expect(judge(120, 'CERT_NOT_YET_VALID').text).toContain('yet to come here');
  });

  it.each([
    [
      'ERR_TLS_CERT_ALTNAME_INVALID',
      'The certificate is for DNS:other.example, not for calls.example.',
    ],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'No authority that browsers know vouches'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'without those that lead to an authority'],
    ['CERT_REVOKED', 'does not hold (CERT_REVOKED)'],
  ])('is explained where it is not believed: %s', (fault, text) => {
    expect(judge(60, fault)).toMatchObject({ verdict: 'wrong' });
    expect(judge(60, fault).text).toContain(text);
  });
});

const ANSWER = {
  status: 200,
  headers: {},
  body: '',
  isUpgraded: false,
  firstBytes: Buffer.alloc(0),
};

describe('what is at an address', () => {
  it('is the server where it says that it is well', () => {
    const body = '{"ok":true,"version":"1.2.3","commit":null}';
    expect(judgePlace(URL_ROOT, { ...ANSWER, body }).verdict).toBe('ok');
    expect(judgePlace(URL_ROOT, { ...ANSWER, body: '{"ok":false}' }).verdict).toBe('wrong');
    expect(judgePlace(URL_ROOT, { ...ANSWER, body: '<h1>Welcome to nginx!' }).text).toContain(
      'not this server',
    );
    expect(judgePlace(URL_ROOT, { ...ANSWER, status: 502 }).text).toContain(
      'does not reach the server',
    );
  });

  it('has the headers of the server, each with the value that it had', () => {
    const headers = Object.fromEntries(
      Object.entries(securityHeaders([])).map(([name, value]) => [name.toLowerCase(), value]),
    );
    expect(judgeHeaders({ headers }, []).verdict).toBe('ok');
    for (const name of Object.keys(headers)) {
      const { [name]: lost, ...rest } = headers;
      expect(judgeHeaders({ headers: rest }, []).text.toLowerCase()).toContain(`${name} got lost`);
      const twice = { ...headers, [name]: `${lost}, ${lost}` };
      expect(judgeHeaders({ headers: twice }, []).text.toLowerCase()).toContain(`${name} became`);
    }
  });

  it('opens websockets, or says why not', () => {
    const opened = { ...ANSWER, status: 101, isUpgraded: true };
    const packet = Buffer.from('\x81\x5c0{"sid":"x"}', 'latin1');
    expect(judgeUpgrade(URL_ROOT, { ...opened, firstBytes: packet }).verdict).toBe('ok');
    expect(judgeUpgrade(URL_ROOT, opened).text).toContain('nothing comes through');
    expect(judgeUpgrade(URL_ROOT, { ...ANSWER, status: 400 }).text).toContain(
      'lets no websocket through',
    );
    expect(judgeUpgrade(URL_ROOT, { ...ANSWER, status: 403 }).advice).toContain(
      'proxy_set_header Host',
    );
    expect(judgeUpgrade(URL_ROOT, { ...ANSWER, status: 429 }).text).toContain(
      'too many connections',
    );
  });
});

const SEEN: SeenRequest = {
  address: '203.0.113.9',
  nearest: '127.0.0.1',
  isSecure: true,
  host: 'calls.example',
  forwardedFor: `${MADE_UP_ADDRESS}, 203.0.113.9`,
  forwardedProto: 'https',
  version: PROTOCOL_VERSION,
};
const BEHIND = { tls: null, trustedProxies: ['loopback'] };
const textsOf = (seen: Partial<SeenRequest>, options = BEHIND): string =>
  judgeSeen(URL_ROOT, { ...SEEN, ...seen }, options)
    .map(({ verdict, text, advice = '' }) => `${verdict}: ${text} ${advice}`)
    .join('\n');

describe('a proxy', () => {
  it('is right when it says who people are, and the server believes it', () => {
    expect(judgeSeen(URL_ROOT, SEEN, BEHIND).map(({ verdict }) => verdict)).toEqual(['ok']);
    expect(textsOf({ forwardedFor: '203.0.113.9' })).toMatch(/^ok: /);
  });

  it('is wrong when it passes on what people say that they are', () => {
    expect(textsOf({ forwardedFor: MADE_UP_ADDRESS })).toContain('limits hold for nobody who lies');
  });

  it('is wrong when it says nothing', () => {
    expect(textsOf({ forwardedFor: null })).toContain('does not say who people are');
    expect(textsOf({ isSecure: false, forwardedProto: null })).toContain(
      'X-Forwarded-Proto $scheme',
    );
    expect(textsOf({ host: '127.0.0.1:8080' })).toContain('is asked for 127.0.0.1:8080');
  });

  it('has to be one that the server believes', () => {
    expect(textsOf({}, { tls: null, trustedProxies: [] })).toContain('--trust-proxy loopback');
    expect(textsOf({ nearest: '172.30.0.2' })).toContain('--trust-proxy 172.30.0.2');
  });

  it('is none where the server has the certificate', () => {
    const own = {
      tls: { certificateFile: 'c', keyFile: 'k' },
      trustedProxies: [],
    };
    const [finding] = judgeSeen(URL_ROOT, { ...SEEN, forwardedFor: MADE_UP_ADDRESS }, own);
    expect(finding).toEqual(right('proxy', 'No proxy is in front: the server sees people itself.'));
  });

  it('leads to the server that is installed', () => {
    expect(textsOf({ version: PROTOCOL_VERSION - 1 })).toContain('not the one that is installed');
  });
});

describe('the lines', () => {
  it('say what is so, and under what is wrong what to do', () => {
    expect(renderFinding(right('path', 'It is there.'))).toBe('ok    path         It is there.\n');
    expect(renderFinding(wrong('path', 'It is not there.', 'Put it there.'))).toBe(
      `WRONG path         It is not there.\n${' '.repeat(19)}-> Put it there.\n`,
    );
  });

  it('are counted', () => {
    expect(renderCount([right('a', 'A.'), wrong('b', 'B.', 'C.')])).toBe('1 right, 1 wrong.\n');
    expect(renderCount([note('a', 'A.')])).toBe('0 right, 0 wrong, 1 note.\n');
  });
});
