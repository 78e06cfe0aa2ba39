import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pagePaths, readPage } from '../../helpers/pages';

const withoutCode = (page: string): string => page.replace(/^```.*?^```/gms, '');

/** The anchors that GitHub gives the headings of a page. */
function anchorsOf(page: string): string[] {
  return [...withoutCode(page).matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-'),
  );
}

/** Where links and pictures of a page lead within the checkout, from the page's own folder. */
function targetsOf(page: string): string[] {
  return [...withoutCode(page).matchAll(/\]\(([^()\s]+)\)|(?:src|href)="([^"]+)"/g)]
    .map(([, link, attribute]) => link ?? attribute ?? '')
    .filter((target) => !/^\w+:/.test(target));
}

describe.each(pagePaths())('%s', (path) => {
  const page = readPage(path);

  it('leads to files and headings that are there', () => {
    const broken = targetsOf(page).filter((target) => {
      const [file = '', anchor] = target.split('#');
      const place = file === '' ? path : posix.join(posix.dirname(path), file);
      if (!existsSync(new URL(`../../../${place}`, import.meta.url))) return true;
      return anchor !== undefined && !anchorsOf(readPage(place)).includes(anchor);
    });
    expect(broken).toEqual([]);
  });

  it('shows pictures that are pictures', () => {
    const pictures = targetsOf(page).filter((target) => target.endsWith('.png'));
    for (const picture of pictures) {
      const place = posix.join(posix.dirname(path), picture);
      const bytes = readFileSync(new URL(`../../../${place}`, import.meta.url));
      expect(bytes.subarray(1, 4).toString(), picture).toBe('PNG');
    }
  });
});
