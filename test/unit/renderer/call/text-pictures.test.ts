import { beforeEach, describe, expect, it } from 'vitest';
import type { TextPicture } from '../../../../src/renderer/call/glyph-source';
import { TextPictures, type TextPicturesState } from '../../../../src/renderer/call/text-pictures';
import { createCellGrid } from '../../../../src/shared/ascii/cells';

const TEXT_COMES: TextPicture = { kind: 'received', cells: createCellGrid(2, 1) };
const VIDEO_COMES: TextPicture = { kind: 'received', cells: null };
const TEXT_GOES: TextPicture = { kind: 'sent', isText: true };
const VIDEO_GOES: TextPicture = { kind: 'sent', isText: false };

describe('TextPictures', () => {
  let pictures: TextPictures;
  let told: TextPicturesState[];

  beforeEach(() => {
    pictures = new TextPictures();
    told = [];
    pictures.onChange((state) => told.push(state));
  });

  it('tell of the first that comes as text, and of the last that does no longer', () => {
    pictures.handle('bob', TEXT_COMES);
    pictures.handle('bob', TEXT_COMES);
    pictures.handle('carol', TEXT_COMES);
    pictures.handle('bob', VIDEO_COMES);
    expect(told).toEqual([{ isReceived: true, isSent: false }]);
    pictures.handle('carol', VIDEO_COMES);
    expect(told.at(-1)).toEqual({ isReceived: false, isSent: false });
  });

  it('tell of the local picture apart from those of others', () => {
    pictures.handle('bob', TEXT_COMES);
    pictures.handle('bob', TEXT_GOES);
    pictures.handle('bob', VIDEO_COMES);
    expect(told.slice(1)).toEqual([
      { isReceived: true, isSent: true },
      { isReceived: false, isSent: true },
    ]);
  });

  it('tell nothing of video that goes on', () => {
    pictures.handle('bob', VIDEO_COMES);
    pictures.handle('bob', VIDEO_GOES);
    expect(told).toEqual([]);
  });

  it('forget whoever leaves', () => {
    pictures.handle('bob', TEXT_COMES);
    pictures.handle('carol', TEXT_GOES);
    pictures.keepOnly(['bob', 'carol']);
    expect(told).toHaveLength(2);
    pictures.keepOnly(['carol']);
    pictures.keepOnly([]);
    expect(told.slice(2)).toEqual([
      { isReceived: false, isSent: true },
      { isReceived: false, isSent: false },
    ]);
  });
});
