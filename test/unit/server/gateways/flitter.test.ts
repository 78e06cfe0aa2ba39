import { describe, expect, it } from 'vitest';
import { HIDDEN_MS, HiddenPeople } from '../../../../src/server/gateways/flitter/hidden-people';
import { wholeDescription } from '../../../../src/server/gateways/flitter/whole-description';
import { FakeClock } from '../../../helpers/fake-clock';

describe('whoever hung up on a flitter program', () => {
  it('is not there for it, and for it alone, until their time is over', () => {
    const clock = new FakeClock();
    const hidden = new HiddenPeople(clock);
    hidden.hide('ann', 'lights');
    expect(hidden.isHidden('ann', 'lights')).toBe(true);
    expect(hidden.isHidden('ann', 'wall')).toBe(false);
    expect(hidden.isHidden('lights', 'ann')).toBe(false);
    clock.pass(HIDDEN_MS - 1);
    expect(hidden.isHidden('ann', 'lights')).toBe(true);
    clock.pass(1);
    expect(hidden.isHidden('ann', 'lights')).toBe(false);
  });

  it('is hidden anew by each call that they end', () => {
    const clock = new FakeClock();
    const hidden = new HiddenPeople(clock);
    hidden.hide('ann', 'lights');
    clock.pass(HIDDEN_MS / 2);
    hidden.hide('ann', 'lights');
    clock.pass(HIDDEN_MS / 2);
    expect(hidden.isHidden('ann', 'lights')).toBe(true);
  });
});

describe('a description with candidates in it', () => {
  it('has them in its first section, whose transport all share', () => {
    const sdp = 'v=0\r\nm=audio 9\r\na=mid:0\r\nm=video 9\r\na=mid:1\r\n';
    expect(wholeDescription(sdp, ['candidate:1', 'candidate:2'])).toBe(
      'v=0\r\nm=audio 9\r\na=mid:0\r\na=candidate:1\r\na=candidate:2\r\nm=video 9\r\na=mid:1\r\n',
    );
  });

  it('has them at its end, where there is one section', () => {
    expect(wholeDescription('v=0\r\nm=video 9\r\n', ['candidate:1'])).toBe(
      'v=0\r\nm=video 9\r\na=candidate:1\r\n',
    );
  });

  it('is as it was, where there are none', () => {
    expect(wholeDescription('v=0\r\nm=video 9\r\n', [])).toBe('v=0\r\nm=video 9\r\n');
  });
});
