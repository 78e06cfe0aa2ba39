import { describe, expect, it } from 'vitest';
import { LoginStart } from '../../../src/main/login-start';
import { Emitter } from '../../../src/shared/base/emitter';
import { settle } from '../../helpers/fake-clock';

/** A system that starts programs, and a setting. */
function setUp({ isOn = false, isWanted = false, refuses = false } = {}) {
  const changes = new Emitter<null>();
  const world = { isOn, isWanted, refuses, written: 0, said: [] as string[] };
  const change = (wanted: boolean): void => {
    world.isWanted = wanted;
    changes.fire(null);
  };
  const login = new LoginStart({
    entry: {
      isOn: () => Promise.resolve(world.isOn),
      set: (wanted) => {
        if (world.refuses) return Promise.reject(new Error('EACCES'));
        world.written += 1;
        world.isOn = wanted;
        return Promise.resolve();
      },
    },
    logger: { log: () => undefined },
    isWanted: () => world.isWanted,
    setWanted: change,
    onSettings: (listener) => changes.event(listener),
    showLine: (text) => world.said.push(text),
  });
  return { world, change, login };
}

describe('starting with the session', () => {
  it('follows the setting, both ways', async () => {
    const { world, change, login } = setUp();
    await login.open();
    change(true);
    await settle();
    expect(world.isOn).toBe(true);
    change(false);
    await settle();
    expect([world.isOn, world.written]).toEqual([false, 2]);
  });

  it('writes nothing when another setting changes', async () => {
    const { world, change, login } = setUp();
    await login.open();
    change(false);
    await settle();
    expect(world.written).toBe(0);
  });

  it.each([
    [true, false],
    [false, true],
  ])('believes the system, which has it %s, more than the setting', async (isOn, isWanted) => {
    const { world, login } = setUp({ isOn, isWanted });
    await login.open();
    await settle();
    expect([world.isOn, world.isWanted]).toEqual([isOn, isOn]);
  });

  it('says where the program is now, which may have been moved', async () => {
    const { world, login } = setUp({ isOn: true, isWanted: true });
    await login.open();
    expect(world.written).toBe(1);
  });

  it('takes the setting back, and says so, where the system refuses', async () => {
    const { world, change, login } = setUp({ refuses: true });
    await login.open();
    change(true);
    await settle();
    expect([world.isOn, world.isWanted]).toEqual([false, false]);
    expect(world.said).toEqual([expect.stringContaining('The system does not let WebCRT')]);
  });

  it('ends on what was wished last, however fast it is changed', async () => {
    const { world, change, login } = setUp();
    await login.open();
    for (const wanted of [true, false, true, false, true]) change(wanted);
    await settle();
    expect(world.isOn).toBe(true);
    login.dispose();
    change(false);
    await settle();
    expect(world.isOn).toBe(true);
  });
});
