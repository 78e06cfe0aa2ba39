import { judgeBar } from '../lib/judge-bar.mjs';

/**
 * @typedef {object} Bar
 * @property {string} id
 * @property {import('./bars.mjs').Section} section
 * @property {string} what
 * @property {'s' | 'x' | 'fps' | '%'} [unit] left out: seconds
 * @property {number} limit
 * @property {boolean} [isFloor] more is better
 */

/**
 * What is held against the clock, in seconds: they are promises to people, who have no other. What
 * is held against a quiet server is a ratio.
 *
 * @type {readonly Bar[]}
 */
export const BARS = [
  { id: 'F1', section: 'call', what: 'network cut for 5 s: video back after its return', limit: 3 },
  {
    id: 'F2',
    section: 'call',
    what: 'network cut for 34 s: video back after its return',
    limit: 5,
  },
  {
    id: 'F3',
    section: 'call',
    what: "other end's tab crashed: told that they are gone",
    limit: 12,
  },
  {
    id: 'F4',
    section: 'call',
    what: 'crashed tab opened again: back in the call, with video',
    limit: 20,
  },
  {
    id: 'F5',
    section: 'call',
    what: 'server killed in a call: longest gap of pictures',
    limit: 0.5,
  },
  {
    id: 'F6',
    section: 'call',
    what: 'server stopped in a call: longest gap of pictures',
    limit: 0.5,
  },
  {
    id: 'F7',
    section: 'call',
    what: 'server killed in a room: longest gap of pictures',
    limit: 0.5,
  },
  {
    id: 'F8',
    section: 'call',
    what: 'server stopped in a room: longest gap of pictures',
    limit: 0.5,
  },
  {
    id: 'F9',
    section: 'clients',
    what: 'server killed, 200 clients: 95 % back in their rooms',
    limit: 5,
  },
  {
    id: 'F10',
    section: 'clients',
    what: 'server killed, 200 clients: all back in their rooms',
    limit: 10,
  },
  {
    id: 'F11',
    section: 'clients',
    what: 'server stopped, 200 clients: 95 % back in their rooms',
    limit: 5,
  },
  {
    id: 'F12',
    section: 'clients',
    what: 'server stopped, 200 clients: all back in their rooms',
    limit: 10,
  },
  {
    id: 'F13',
    section: 'flood',
    what: '5,000 messages a second: answers to 100 others, beside none',
    unit: 'x',
    limit: 2,
  },
  { id: 'F14', section: 'flood', what: '5,000 messages a second: cut off', limit: 2 },
  {
    id: 'F15',
    section: 'loss',
    what: '10 % lost and 100 ms each way: frames at the far end',
    unit: 'fps',
    limit: 15,
    isFloor: true,
  },
  {
    id: 'F16',
    section: 'loss',
    what: '10 % lost and 100 ms each way: chat complete, once and in order',
    unit: '%',
    limit: 100,
    isFloor: true,
  },
  {
    id: 'F17',
    section: 'cable',
    what: 'cable pulled, with another one in: video back',
    limit: 8,
  },
];

/** @type {readonly Bar['section'][]} */
const ALL_SECTIONS = ['call', 'clients', 'flood', 'loss', 'cable'];

/**
 * Each bar of `sections` with `value`, `ask` and `holds`; what was not measured, or not in time,
 * does not hold.
 *
 * @type {typeof import('./bars.mjs').judge}
 */
export function judge(figures, sections = ALL_SECTIONS) {
  return BARS.filter(({ section }) => sections.includes(section)).map((bar) =>
    judgeBar({ unit: 's', ...bar }, figures[bar.id]),
  );
}
