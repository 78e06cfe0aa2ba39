import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ShownShell } from '../../../../src/renderer/call/shell-viewer';
import type { GrantChange } from '../../../../src/renderer/call/shell-grants';
import { linesMessage } from '../../../../src/shared/protocol/shell-lines';
import { claimMessage, keysMessage } from '../../../../src/shared/protocol/shell-messages';
import { SHELL_CLAIM, SHELL_GRANT, SHELL_KEYS } from '../../../../src/shared/protocol/shell-wire';
import type { ShellInput } from '../../../../src/shared/shell/shell-keys';
import {
  createShellScreen,
  type ShellScreen,
  shellText,
  USUAL_SHELL_SIZE,
} from '../../../../src/shared/shell/shell-screen';
import { settle } from '../../../helpers/fake-clock';
import { fuzzRun } from '../../../helpers/fuzz';
import { ShellEnds, signerOf } from '../../../helpers/shell-ends';

const ENTER: ShellInput = { kind: 'key', key: 'Enter', ctrl: false, alt: false, shift: false };

function screenOf(text: string): ShellScreen {
  const screen = createShellScreen(USUAL_SHELL_SIZE);
  Array.from(text).forEach((character, col) => {
    screen.texts[col] = character;
  });
  return screen;
}

describe('a terminal that is shared', () => {
  let ends: ShellEnds;
  const bob = signerOf(2);
  let changes: GrantChange[];

  beforeEach(async () => {
    ends = new ShellEnds();
    changes = [];
    ends.share.onGrant((change) => changes.push(change));
    await ends.share.start(null, 'shell', USUAL_SHELL_SIZE);
    ends.host.show(screenOf('$ '));
  });

  /** Bob, by a connection that Ann knows him at; what he sees, and both ends of it. */
  function join(signer = bob, certificate = 'bob') {
    const viewer = ends.viewer(signer);
    const seen: (ShownShell | null)[] = [];
    viewer.onScreen(({ value }) => seen.push(value));
    ends.keys.set('bob', signer.publicKey);
    const [near, far] = ends.connect('bob', viewer, certificate);
    const text = (): string => {
      const last = seen.at(-1);
      return last == null || last.isHidden ? '' : shellText(last.screen);
    };
    return { viewer, near, far, seen, text };
  }

  async function granted() {
    const joined = join();
    await ends.share.grant('bob');
    await settle();
    expect(changes.at(-1)?.kind).toBe('granted');
    return joined;
  }

  it('is seen by whoever is there, and by whoever comes late', async () => {
    const early = join();
    expect(early.text()).toBe('$');
    ends.host.show(screenOf('$ make'));
    await ends.clock.advance(1_000);
    expect(early.text()).toBe('$ make');
    expect(join().text()).toBe('$ make');
  });

  it('goes to nobody from whom everything is withheld', async () => {
    const { near, text } = join();
    ends.share.setPeople(['bob'], new Set(['bob']));
    const before = near.sent.length;
    ends.host.show(screenOf('$ secret'));
    await ends.clock.advance(10_000);
    expect(near.sent).toHaveLength(before);
    expect(text()).toBe('');
  });

  it('is over for all when it ends, however it does', async () => {
    const { seen } = join();
    ends.host.exit(0);
    expect(seen.at(-1)).toBeNull();
    expect(ends.share.current).toBeNull();
    await ends.share.start(null, 'shell', USUAL_SHELL_SIZE);
    expect(ends.share.stop()).toBe(true);
    expect(ends.host.isRunning).toBe(false);
  });

  it('is hidden while that is wished, and lines that left it meanwhile for good', async () => {
    const { viewer, near, text, seen } = join();
    ends.host.history = () =>
      Promise.resolve(linesMessage({ request: 0, total: 1, above: 1, screen: screenOf('old') }));
    await ends.share.setHidden(true);
    expect(seen.at(-1)?.isHidden).toBe(true);
    const before = near.sent.length;
    ends.host.show(screenOf('$ secret'));
    viewer.viewer('ann')?.askForLines(1, 10);
    await settle();
    await ends.clock.advance(3_000);
    expect(near.sent).toHaveLength(before);
    expect(ends.host.forgotten).toBe(0);
    ends.host.show(screenOf('$ '));
    await ends.share.setHidden(false);
    expect(ends.host.forgotten).toBe(1);
    expect(text()).toBe('$');
    const lines: string[] = [];
    viewer.onLines(({ value }) => lines.push(shellText(value.screen)));
    viewer.viewer('ann')?.askForLines(1, 10);
    await settle();
    expect(lines).toEqual(['old']);
  });

  it('takes the keys of whoever was granted that, and says so at both ends', async () => {
    const { viewer } = await granted();
    expect(ends.share.current?.typistId).toBe('bob');
    expect(viewer.of('ann')).toMatchObject({ mayType: true, typist: 'bob' });
    viewer.viewer('ann')?.type([{ kind: 'text', text: 'ls' }, ENTER]);
    expect(ends.host.typed).toEqual([{ kind: 'text', text: 'ls' }, ENTER]);
  });

  it('takes none of them after it was revoked, given back, or has ended', async () => {
    for (const end of [
      (): unknown => ends.share.revoke(),
      (viewer: ReturnType<typeof join>['viewer']): unknown => viewer.viewer('ann')?.giveBack(),
      (): unknown => ends.share.stop(),
    ]) {
      if (ends.share.current === null) await ends.share.start(null, 'shell', USUAL_SHELL_SIZE);
      ends.host.show(screenOf('$ '));
      const { viewer, near } = await granted();
      end(viewer);
      expect(viewer.of('ann')?.mayType ?? false).toBe(false);
      expect(viewer.viewer('ann')?.type([ENTER])).toBe(false);
      near.receive(keysMessage([ENTER]));
      expect(ends.host.typed).toEqual([]);
      expect(changes.at(-1)?.kind).toBe('ended');
    }
  });

  it('lets the same key go on over a new connection, and no other one', async () => {
    const first = await granted();
    const second = join(bob, 'another certificate');
    first.near.receive(keysMessage([ENTER]));
    expect(ends.host.typed).toEqual([]);
    await settle();
    expect(ends.share.current?.typistId).toBe('bob');
    second.viewer.viewer('ann')?.type([ENTER]);
    expect(ends.host.typed).toEqual([ENTER]);
    const mallory = join(signerOf(9));
    await settle();
    expect(changes.at(-1)).toMatchObject({ kind: 'ended', why: 'other-key' });
    mallory.near.receive(keysMessage([ENTER]));
    expect(ends.host.typed).toEqual([ENTER]);
  });

  it('lets nobody in with another’s signature, or for another connection', async () => {
    const { far, near } = join(signerOf(9));
    // The server says that it is Bob.
    ends.keys.set('bob', bob.publicKey);
    await ends.share.grant('bob');
    await settle();
    expect(ends.share.current?.typistId).toBeNull();
    // A claim of Bob's own, for a grant over another connection.
    const real = new ShellEnds();
    await real.share.start(null, 'shell', USUAL_SHELL_SIZE);
    real.host.show(screenOf('$ '));
    real.keys.set('bob', bob.publicKey);
    const [, realFar] = real.connect('bob', real.viewer(bob), 'elsewhere');
    await real.share.grant('bob');
    await settle();
    const claim = realFar.sent.find(([kind]) => kind === SHELL_CLAIM);
    expect(real.share.current?.typistId).toBe('bob');
    near.receive(Uint8Array.from(claim ?? []));
    far.send(keysMessage([ENTER]));
    expect(ends.share.current?.typistId).toBeNull();
    expect(ends.host.typed).toEqual([]);
    await ends.clock.advance(11_000);
    expect(changes.at(-1)).toMatchObject({ kind: 'ended', why: 'no-answer' });
  });

  it('takes up no grant that its owner has not signed', async () => {
    const { viewer, far } = join();
    const grant = { share: 'a'.repeat(16), nonce: '0'.repeat(32), signature: '0'.repeat(128) };
    far.receive(Uint8Array.from([SHELL_GRANT, ...new TextEncoder().encode(JSON.stringify(grant))]));
    await settle();
    expect(viewer.of('ann')?.mayType).toBe(false);
  });

  it('takes no key from anybody without a grant, whatever is sent', async () => {
    const { near } = join();
    const json = (kind: number, value: unknown): number[] => [
      kind,
      ...new TextEncoder().encode(JSON.stringify(value)),
    ];
    const hex = (length: number): fc.Arbitrary<string> =>
      fc.string({
        unit: fc.constantFrom(...Array.from('0123456789abcdef')),
        minLength: length,
        maxLength: length,
      });
    const forged = fc.oneof(
      fc.uint8Array({ maxLength: 60 }).map((bytes) => [SHELL_KEYS, ...bytes]),
      fc.uint8Array({ maxLength: 60 }).map((bytes) => [...bytes]),
      fc.constant(json(SHELL_KEYS, [ENTER])),
      fc.string().map((text) => json(SHELL_KEYS, [{ kind: 'text', text }])),
      fc.record({ nonce: hex(32), signature: hex(128) }).map((claim) => [...claimMessage(claim)]),
      fc.nat(40).map((kind) => [kind]),
    );
    fc.assert(
      fc.property(forged, (bytes) => {
        near.receive(Uint8Array.from(bytes));
        return ends.host.typed.length === 0 && ends.share.current?.typistId === null;
      }),
      fuzzRun('forged keys', 100_000),
    );
    await settle();
    // While somebody else may.
    const carol = signerOf(3);
    ends.keys.set('carol', carol.publicKey);
    ends.connect('carol', ends.viewer(carol));
    await ends.share.grant('carol');
    await settle();
    expect(ends.share.current?.typistId).toBe('carol');
    near.receive(keysMessage([ENTER]));
    expect(ends.host.typed).toEqual([]);
  });
});
