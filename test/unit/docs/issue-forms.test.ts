import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { COMMAND_NAMES } from '../../../src/shared/commands/definitions';
import { readPage } from '../../helpers/pages';

const ROOT = new URL('../../../', import.meta.url);
const FOLDER = new URL('.github/ISSUE_TEMPLATE/', ROOT);

interface Field {
  readonly type: string;
  readonly id?: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

interface Form {
  readonly name: string;
  readonly description: string;
  readonly body: readonly Field[];
}

const read = (name: string): string => readFileSync(new URL(name, FOLDER), 'utf8');
const FORMS = readdirSync(FOLDER).filter((name) => name !== 'config.yml');

describe.each(FORMS)('the form %s', (name) => {
  const form = parse(read(name)) as Form;

  it('is one that GitHub shows', () => {
    expect(form.name).toBeTypeOf('string');
    expect(form.description).toBeTypeOf('string');
    const ids = form.body.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { type, id, attributes } of form.body) {
      expect(['textarea', 'input', 'dropdown', 'checkboxes']).toContain(type);
      expect(id).toMatch(/^[a-z-]+$/);
      expect(attributes.label).toBeTypeOf('string');
      if (type === 'dropdown') expect(attributes.options).toBeInstanceOf(Array);
    }
  });

  it('names commands and pages that there are', () => {
    const text = read(name);
    for (const [, command = ''] of text.matchAll(/`([a-z]+)[ \w]*`/g))
      expect(COMMAND_NAMES).toContain(command);
    for (const [page] of text.matchAll(/\b[A-Z_]+\.md\b/g))
      expect(existsSync(new URL(page, ROOT)), page).toBe(true);
  });
});

it('what a change is asked for names what there is', () => {
  const text = readPage('.github/pull_request_template.md');
  const pages = [...text.matchAll(/\b[\w/]+\.md\b/g)].map(([page]) => page);
  expect(pages).toContain('CONTRIBUTING.md');
  for (const page of pages) expect(existsSync(new URL(page, ROOT)), page).toBe(true);
});

it('the pages that everybody looks for are there, and lead to each other', () => {
  expect(readPage('CONTRIBUTING.md')).toContain('(CODE_OF_CONDUCT.md)');
  expect(readPage('CONTRIBUTING.md')).toContain('(docs/roadmap.md)');
  expect(readPage('CODE_OF_CONDUCT.md')).toMatch(/<\S+@\S+>/);
  expect(readPage('SECURITY.md')).toMatch(/@|https:/);
});
