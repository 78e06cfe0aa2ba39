import { describe, expect, it } from 'vitest';
import { type CliOptions, parseCliOptions } from '../../../../src/server/cli/parse-cli-options';

const DEFAULTS: CliOptions = {
  host: '127.0.0.1',
  port: 8_080,
  tls: null,
  allowedOrigins: [],
  trustedProxies: [],
  publicUrls: [],
  connectionsPerAddress: null,
  sshPort: null,
  webRoot: null,
  dataFolder: null,
  isPrivate: false,
  rooms: [],
  maxRooms: null,
  maxGuests: null,
  keepDays: null,
  roster: 'auto',
  gateways: [],
  turn: null,
  logLevel: 'warn',
  logFormat: 'auto',
  metrics: null,
  user: null,
  group: null,
};
const TLS = ['--certificate', 'c.pem', '--key', 'k.pem'];

function options(...args: string[]): CliOptions {
  const command = parseCliOptions(args);
  if (!command.ok) throw new Error(command.error);
  if (command.value.kind !== 'serve') throw new Error(command.value.kind);
  return command.value.options;
}

function complaint(...args: string[]): string {
  const command = parseCliOptions(args);
  return command.ok ? 'none' : command.error;
}

describe('parseCliOptions', () => {
  it('listens on loopback without any option', () => {
    expect(options()).toEqual(DEFAULTS);
  });

  it('takes the same options to check a server', () => {
    const args = ['--data', 'd', '--public-url', 'https://a.test'];
    const urls = ['https://a.test/webcrt/'];
    expect(parseCliOptions(['check', ...args, '--url', ...urls])).toEqual({
      ok: true,
      value: { kind: 'check', options: options(...args), urls },
    });
    expect(complaint('check', '--url', 'nowhere')).toContain('--url nowhere: give the address');
    expect(complaint('--url', ...urls)).toBe('--url is for webcrt-server check.');
    expect(complaint('--data', 'd', 'check')).toBe('"check" is not an option.');
  });

  it('has another port with a certificate', () => {
    const tls = { certificateFile: 'c.pem', keyFile: 'k.pem' };
    expect(options(...TLS)).toEqual({ ...DEFAULTS, port: 8_443, tls });
    expect(options(...TLS, '--port', '443').port).toBe(443);
  });

  it('reads everything else', () => {
    const args = ['--host', '::1', '--port=0', '--web-root', 'www', '--user', 'www-data'];
    const more = ['--group', '33', '--allow-origin', 'https://a.test', '--allow-origin', 'app://b'];
    expect(options(...args, ...more)).toEqual({
      ...DEFAULTS,
      host: '::1',
      port: 0,
      webRoot: 'www',
      user: 'www-data',
      group: '33',
      allowedOrigins: ['https://a.test', 'app://b'],
    });
  });

  it('reads whom to take the addresses of clients from', () => {
    const proxies = ['loopback', '10.0.0.0/8', '2001:db8::1'];
    const args = proxies.flatMap((range) => ['--trust-proxy', range]);
    expect(options(...args)).toEqual({ ...DEFAULTS, trustedProxies: proxies });
    for (const wrong of ['', 'proxy.example.org', '10.0.0.0/99']) {
      expect(complaint('--trust-proxy', wrong)).toBe(
        `--trust-proxy ${wrong}: give an address, a range like 10.0.0.0/8, or loopback.`,
      );
    }
  });

  it('reads how people reach it', () => {
    const urls = ['https://calls.example', 'wss://calls.example:8443/webcrt'];
    const args = urls.flatMap((url) => ['--public-url', url]);
    expect(options(...args)).toEqual({ ...DEFAULTS, publicUrls: urls });
    for (const wrong of ['', 'calls.example', 'ftp://calls.example']) {
      expect(complaint('--public-url', wrong)).toBe(
        `--public-url ${wrong}: give the address that people use, like https://calls.example.`,
      );
    }
  });

  it('reads what it is told about rooms', () => {
    const args = ['--data', 'var', '--private-pools', '--room', 'Lobby', '--room=Stand-up'];
    expect(options(...args, '--max-rooms', '50', '--max-guests', '8', '--keep-days', '0')).toEqual({
      ...DEFAULTS,
      dataFolder: 'var',
      isPrivate: true,
      rooms: ['Lobby', 'Stand-up'],
      maxRooms: 50,
      maxGuests: 8,
      keepDays: 0,
    });
    expect(complaint('--max-guests', '33')).toBe('--max-guests 33: give a number from 2 to 32.');
    expect(complaint('--max-rooms', '0')).toBe('--max-rooms 0: give a number from 1 to 100000.');
    expect(complaint('--keep-days', '1w')).toBe('--keep-days 1w: give a number from 0 to 36500.');
    expect(complaint('--room', '!?')).toContain('--room "!?" is no name');
    expect(complaint('--data', '')).toBe('--data is empty.');
  });

  it('reads which TURN server it hands out accounts of', () => {
    const urls = ['turn:turn.example:3478?transport=udp', 'turns:[2001:db8::1]:5349'];
    const args = urls.flatMap((url) => ['--turn', url]);
    const turn = { urls, secretFile: 'secret', ttlMs: 3_600_000 };
    const withSecret = [...args, '--turn-secret-file', 'secret'];
    expect(options(...withSecret)).toEqual({ ...DEFAULTS, turn });
    expect(options(...withSecret, '--turn-ttl-minutes', '10').turn?.ttlMs).toBe(600_000);
    for (const wrong of ['9', '61', '1h', '']) {
      expect(complaint(...withSecret, '--turn-ttl-minutes', wrong)).toBe(
        `--turn-ttl-minutes ${wrong}: give a number from 10 to 60.`,
      );
    }
    expect(complaint(...args)).toBe(
      '--turn needs --turn-secret-file, with what static-auth-secret is in coturn.',
    );
    expect(complaint('--turn-secret-file', 'secret')).toBe('--turn-secret-file needs --turn.');
    expect(complaint('--turn-ttl-minutes', '20')).toBe('--turn-ttl-minutes needs --turn.');
  });

  it.each([
    ...['', 'turn.example', 'stun:turn.example', 'https://turn.example', 'turn:', 'turn:a:0'],
    ...[
      'turn:a:70000',
      'turn:a?transport=sctp',
      'turns:a?transport=udp',
      'turn:user@a',
      'turn:a b',
    ],
  ])('takes no "%s" for a TURN server', (url) => {
    expect(complaint('--turn', url, '--turn-secret-file', 'secret')).toContain(
      `--turn ${url} is not the address of a TURN server: write it like turn:turn.example.org:3478`,
    );
  });

  it('reads of whom people are told', () => {
    expect(options('--roster', 'contacts')).toEqual({ ...DEFAULTS, roster: 'contacts' });
    expect(complaint('--roster', 'all')).toBe('--roster all: give auto, everybody or contacts.');
  });

  it.each([
    ['--trace', 'trace'],
    ['--debug', 'debug'],
    ['--verbose', 'info'],
    ['--quiet', 'error'],
  ])('logs with %s from %s on', (flag, level) => {
    expect(options(flag).logLevel).toBe(level);
  });

  it('reads where Prometheus may ask: on this machine, unless an address is named', () => {
    expect(options('--metrics', '9464').metrics).toEqual({ host: '127.0.0.1', port: 9_464 });
    expect(options('--metrics', '0.0.0.0:9464').metrics).toEqual({ host: '0.0.0.0', port: 9_464 });
    expect(options('--metrics', '[::1]:9464').metrics).toEqual({ host: '::1', port: 9_464 });
  });

  it.each(['', '65536', 'host', ':80', '::1:80', 'a b:80', 'host:80/metrics'])(
    'says how to write where Prometheus may ask, in place of "%s"',
    (text) => {
      expect(complaint('--metrics', text)).toBe(
        `--metrics ${text}: give a port, or an address with it, such as 127.0.0.1:9464.`,
      );
    },
  );

  it('reads how log lines are written', () => {
    expect(options('--log-format', 'json').logFormat).toBe('json');
    expect(complaint('--log-format', 'xml')).toBe('--log-format xml: give auto, text or json.');
  });

  it.each(['--help', '-h'])('helps with %s, whatever else is there', (flag) => {
    expect(parseCliOptions([flag, '--port', 'x'])).toEqual({ ok: true, value: { kind: 'help' } });
  });

  it('tells its version', () => {
    expect(parseCliOptions(['--version'])).toEqual({ ok: true, value: { kind: 'version' } });
  });

  it.each(['127.0.0.1', '127.8.8.8', '::1', 'localhost'])('speaks plain http on %s', (host) => {
    expect(options('--host', host).tls).toBeNull();
  });

  it.each(['0.0.0.0', '::', '192.168.1.2', 'example.org', '127.example.org', '1270.0.0.1'])(
    'speaks plain http on %s only when told',
    (host) => {
      expect(complaint('--host', host)).toMatch(/--certificate and --key.*--insecure/);
      expect(options('--host', host, '--insecure').host).toBe(host);
      expect(options('--host', host, ...TLS).host).toBe(host);
    },
  );

  it.each(['-1', '65536', '1e3', '0x50', '80.5', '', ' 80', '999999'])(
    'does not take %j for a port',
    (port) => {
      expect(complaint(`--port=${port}`)).toMatch(/^--port .* is not a port/);
    },
  );

  it.each(['*', 'example.org', 'https://a.test/', 'https://a.test/x', 'https://A.test', 'app:'])(
    'does not take %j for an origin',
    (origin) => {
      expect(complaint('--allow-origin', origin)).toMatch(/not an origin/);
    },
  );

  it.each([
    '--colour',
    '--port',
    '--user -x',
    '--insecure=1',
    'serve',
    '--certificate x',
    '--key x',
    '--trace --quiet',
    '--group a/b',
    '--host=',
  ])('complains about %j in one line', (line) => {
    expect(complaint(...line.split(' '))).toMatch(/^[^\n]+[^.]\.$/);
  });
});

describe('--gateway', () => {
  it('opens each that is named, with its rooms', () => {
    const named = ['clivrt', 'flitter=one', 'flitter=two', 'rtcpool', 'rtc-chat'];
    const args = named.flatMap((each) => ['--gateway', each]);
    expect(parseCliOptions(args)).toMatchObject({
      value: {
        options: {
          gateways: [
            { name: 'clivrt', room: null },
            { name: 'flitter', room: 'one' },
            { name: 'flitter', room: 'two' },
            { name: 'rtcpool', room: null },
            { name: 'rtc-chat', room: null },
          ],
        },
      },
    });
  });

  it.each([
    ['elsewhere', /there are clivrt, flitter, rtcpool, rtc-chat and webrtc\.$/],
    ['constructor', /there are clivrt, flitter, rtcpool, rtc-chat and webrtc\.$/],
    ['clivrt=hall', /clivrt takes no room here/],
    ['rtcpool=hall', /rtcpool takes no room here/],
    ['rtc-chat=hall', /rtc-chat takes no room here/],
    ['webrtc=hall', /webrtc takes no room here/],
    ['flitter', /say which room/],
    ['flitter=', /say which room/],
    ['flitter=A B', /say which room/],
  ])('says what is wrong with %s', (text, why) => {
    expect(parseCliOptions(['--gateway', text])).toMatchObject({
      ok: false,
      error: expect.stringMatching(why) as string,
    });
  });
});
