import { describe, expect, it } from 'vitest';
import { readStartOptions } from '../../../../src/renderer/host/page-start-options';

function read(hash: string, pathname = '/') {
  return readStartOptions(
    { origin: 'https://good.test', pathname, hash },
    '1.0.0',
    'webcrt-server',
  );
}

describe("the page's address", () => {
  it('names the server that the page is of, and perhaps who one is there', () => {
    expect(read('')).toMatchObject({ server: 'wss://good.test', user: null, login: null });
    expect(read('#user=ann')).toMatchObject({ server: 'wss://good.test', user: 'ann' });
  });

  it('suggests to link a device whose code it carries, and nothing that is no code', () => {
    expect(read('#link=k7q2-m0xt-4pz9').deviceCode).toBe('K7Q2-M0XT-4PZ9');
    for (const other of ['', '#link=', '#link=K7Q2', '#link=K7Q2-M0XT-4PZ9%0Aquit']) {
      expect(read(other).deviceCode).toBeNull();
    }
  });

  it('suggests another server, and never signs in there or under that name', () => {
    expect(read('#server=wss://evil.test&user=bob')).toMatchObject({
      server: 'wss://good.test',
      user: null,
      login: { server: 'wss://evil.test', user: 'bob' },
    });
  });

  it.each([
    ['/webcrt/', 'wss://good.test/webcrt', null],
    ['/webcrt/room/den', 'wss://good.test/webcrt', 'den'],
    ['/a/b/room/den/', 'wss://good.test/a/b', 'den'],
    ['/room/den', 'wss://good.test', 'den'],
    ['/web.html', 'wss://good.test', null],
  ])('says below which path of a host the server is: %s', (pathname, server, slug) => {
    const { server: named, room } = read('', pathname);
    expect([named, room?.slug ?? null]).toEqual([server, slug]);
  });

  it("takes this page's own server for what it is", () => {
    expect(read('#server=https://GOOD.test/&user=ann')).toMatchObject({ user: 'ann', login: null });
  });

  it.each(['javascript:alert(1)', 'evil', 'wss://evil.test x', 'wss://u:p@evil.test', ''])(
    'passes over a server that is none: %j',
    (server) => {
      expect(read(`#${new URLSearchParams({ server })}`)).toMatchObject({
        server: 'wss://good.test',
        login: null,
      });
    },
  );

  it.each(['autojoin=1', 'camera=1', 'join=den', 'call=ann', 'kiosk=1'])(
    'cannot ask for a call, a camera or a kiosk: %s',
    (wish) => {
      expect(read(`#user=ann&${wish}`, '/room/den')).toEqual(read('#user=ann', '/room/den'));
    },
  );

  it('makes no command of a name', () => {
    const { login, user } = read('#server=wss://evil.test&user=-f%20bob%22%1b[2J');
    expect(user).toBeNull();
    expect(login?.user ?? '').not.toMatch(/[\s"\p{C}]|^-/u);
  });
});
