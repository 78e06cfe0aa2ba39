import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import { sentenceRule } from '../../../scripts/lint/sentence-rule.mjs';

/** How often the rule complains of `code`. */
function complaintsOf(code: string, options = {}): number {
  const messages = new Linter().verify(code, {
    plugins: { webcrt: { rules: { sentences: sentenceRule } } },
    rules: { 'webcrt/sentences': ['error', options] },
  });
  expect(messages.filter(({ fatal }) => fatal)).toEqual([]);
  return messages.length;
}

describe('the rule about sentences', () => {
  it.each([
    "say('Nobody is calling you.');",
    'say("Is it running?");',
    'say(`${name} is blocked.`);',
    "say('One half of it, ' + 'and the other.');",
    'say(`No ${kind}. ` + (more ? other : another));',
    "say(isOn ? 'You are heard.' : other);",
    "const TEXT = { lost: 'The connection is lost ...' };",
    "say('Devices (* in use):');",
  ])('complains once of a sentence in %s', (code) => {
    expect(complaintsOf(code)).toBe(1);
  });

  it.each([
    "post('next-style');",
    'const key = `${server} ${name}`;',
    "logger.log('warn', 'A line was not taken.');",
    "throw new Error('The font did not load.');",
    "throw new DOMException(isGone ? 'It is gone.' : why, 'NotFoundError');",
    "import { say } from './Say it. now!';",
    'const size = `${width}px ${height}px`;',
    "assertNever(phase, 'call phase');",
  ])('leaves %s alone, where phrases count as well', (code) => {
    expect(complaintsOf(code, { phrases: true })).toBe(0);
  });

  it('leaves what a worker reports alone, which ends with what went wrong', () => {
    expect(complaintsOf('post({ message: `A frame was not readable: ${error}` });')).toBe(0);
  });

  it.each([
    "segment('signed out');",
    "const node = element('div', { label: 'chat' });",
    "const node = element('p', { text: isOn ? 'on' : other });",
    "root.title = 'more';",
    "root.setAttribute('aria-label', 'close');",
  ])('complains of the words in %s where phrases count, and only there', (code) => {
    expect(complaintsOf(code, { phrases: true })).toBe(1);
    expect(complaintsOf(code)).toBe(0);
  });

  it.each([
    "const node = element('div', { class: 'panel help', label: HELP.label });",
    "root.className = 'lock state-good';",
    "root.setAttribute('aria-live', 'polite');",
    "root.textContent = '';",
    "const node = element('span', { text: '✕' });",
  ])('takes what is for style sheets, or no words, as it is: %s', (code) => {
    expect(complaintsOf(code, { phrases: true })).toBe(0);
  });
});
