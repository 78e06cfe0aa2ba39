import { beforeEach, describe, expect, it } from 'vitest';
import { CHOICE_LIFE_MS, ScreenChoice } from '../../../src/main/screen-choice';
import { FakeClock } from '../../helpers/fake-clock';

describe('ScreenChoice', () => {
  let clock: FakeClock;
  let choice: ScreenChoice;

  beforeEach(() => {
    clock = new FakeClock();
    choice = new ScreenChoice(clock);
    choice.offer([{ id: 'screen:0:0', name: 'Screen' }]);
  });

  it('gives what was chosen, once', () => {
    choice.choose('screen:0:0', true);
    expect(choice.take()).toEqual({ id: 'screen:0:0', name: 'Screen', withSound: true });
    expect(choice.take()).toBeNull();
  });

  it('gives nothing that was chosen too long ago', async () => {
    choice.choose('screen:0:0', false);
    await clock.advance(CHOICE_LIFE_MS + 1);
    expect(choice.take()).toBeNull();
  });

  it('is made from a list once, and only from it', () => {
    expect(() => {
      choice.choose('screen:1:0', false);
    }).toThrow(/not there any more/);
    expect(() => {
      choice.choose('screen:0:0', false);
    }).toThrow(/not there any more/);
    expect(choice.take()).toBeNull();
  });

  it('is forgotten with the next list', () => {
    choice.choose('screen:0:0', false);
    choice.offer([{ id: 'screen:0:0', name: 'Screen' }]);
    expect(choice.take()).toBeNull();
  });
});
