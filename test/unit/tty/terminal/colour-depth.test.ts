import { describe, expect, it } from 'vitest';
import {
  canDraw,
  colourDepth,
  depthOverNetwork,
  type Environment,
  erasesInColour,
} from '../../../../src/tty/terminal/colour-depth';

describe('what a terminal says of itself', () => {
  it.each<[string, Environment]>([
    ['truecolour', { TERM: 'xterm-256color', COLORTERM: 'truecolor' }],
    ['truecolour', { TERM: 'tmux-256color', COLORTERM: '24bit' }],
    ['truecolour', { TERM: 'xterm-kitty' }],
    ['truecolour', { TERM: 'xterm-direct' }],
    ['truecolour', { WT_SESSION: '7d3c' }],
    ['256', { TERM: 'xterm-256color' }],
    ['256', { TERM: 'screen-256color' }],
    ['16', { TERM: 'linux' }],
    ['16', { TERM: 'xterm' }],
    ['none', { TERM: 'vt100' }],
    ['none', { TERM: 'xterm-256color', COLORTERM: 'truecolor', NO_COLOR: '1' }],
    ['256', { TERM: 'xterm-256color', NO_COLOR: '' }],
  ])('has %s: %j', (depth, env) => {
    expect(colourDepth(env)).toBe(depth);
  });

  it('has no more than 256 over ssh', () => {
    const env = { TERM: 'xterm', SSH_CONNECTION: '192.0.2.1 50000 192.0.2.2 22' };
    expect(depthOverNetwork('truecolour', env)).toBe('256');
    expect(depthOverNetwork('16', env)).toBe('16');
    expect(depthOverNetwork('truecolour', { TERM: 'xterm' })).toBe('truecolour');
  });

  it('erases in colour, but for screen', () => {
    expect(erasesInColour({ TERM: 'xterm' })).toBe(true);
    expect(erasesInColour({ TERM: 'screen-256color' })).toBe(false);
    expect(erasesInColour({ TERM: 'screen-256color', TMUX: '/tmp/tmux-1/default,1,0' })).toBe(true);
  });

  it('cannot be drawn on when it is dumb', () => {
    expect(canDraw({ TERM: 'dumb' }, 'linux')).toBe(false);
    expect(canDraw({}, 'linux')).toBe(false);
    expect(canDraw({}, 'win32')).toBe(true);
    expect(canDraw({ TERM: 'vt100' }, 'linux')).toBe(true);
  });
});
