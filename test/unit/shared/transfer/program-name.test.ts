import { describe, expect, it } from 'vitest';
import { isProgramName } from '../../../../src/shared/transfer/program-name';

describe('names of programs', () => {
  it.each([
    'setup.exe',
    'SETUP.EXE',
    'invoice.pdf.js',
    'photo.jpg .scr',
    'setup.exe. .',
    'report.docm',
    'tool.AppImage',
    'start.command',
    'mail.desktop',
  ])('%s is one', (name) => {
    expect(isProgramName(name)).toBe(true);
  });

  it.each([
    'photo.jpg',
    'exe',
    'notes on exe',
    'archive.zip',
    'letter.docx',
    'clip.mp4',
    'README',
    '',
  ])('%s is none', (name) => {
    expect(isProgramName(name)).toBe(false);
  });
});
