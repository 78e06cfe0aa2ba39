import { describe, expect, it } from 'vitest';
import type { Device } from '../../../../src/renderer/media/device-access';
import { deviceFields, fieldPatch } from '../../../../src/renderer/ui/device-fields';
import { DEFAULT_SETTINGS, type Settings } from '../../../../src/shared/config/settings';

const DEVICES: readonly Device[] = [
  { kind: 'camera', id: 'c1', groupId: '', label: 'C920' },
  { kind: 'camera', id: 'c2', groupId: '', label: 'C920' },
  { kind: 'microphone', id: 'm1', groupId: '', label: 'Head\u202eset' },
];

function field(name: string, settings: Partial<Settings> = {}, limits = null as never) {
  const facts = { devices: DEVICES, settings: { ...DEFAULT_SETTINGS, ...settings }, limits };
  const found = deviceFields(facts).find((each) => each.name === name);
  if (found?.kind !== 'choice') throw new Error(`no choice ${name}`);
  return { value: found.value, texts: found.choices.map(({ text }) => text), all: found.choices };
}

describe('the fields of the devices panel', () => {
  it('offer the devices that are plugged in, and tell two of one label apart', () => {
    expect(field('camera')).toMatchObject({
      value: 'system',
      texts: ["the system's", 'C920', 'C920 (2)', 'a test pattern'],
    });
    expect(field('camera', { webcam: 'C920', webcam_id: 'c2' }).value).toBe('c2');
    expect(field('camera', { webcam: 'C920', webcam_id: 'long ago' }).value).toBe('c1');
    expect(field('camera', { webcam: 'fake' }).value).toBe('FAKE');
  });

  it('show a chosen device that is not plugged in, and do not let it be chosen', () => {
    const { value, all } = field('microphone', { microphone: 'Gone' });
    expect(value).toBe('absent');
    expect(all.at(-1)).toEqual({ value: 'absent', text: 'Gone (not plugged in)', isAbsent: true });
  });

  it('strip what could act on the screen from labels', () => {
    expect(field('microphone').texts[1]).toBe('Headset');
  });

  it('offer sizes and rates that the camera can do, and the one that is set', () => {
    const limits = { widthPx: 640, heightPx: 480, framesPerSecond: 24 } as never;
    expect(field('size', {}, limits).texts.at(-1)).toBe('480p (640x480)');
    expect(field('size', { video_size: '1920x1080' }, limits).texts.at(-1)).toBe(
      '1080p (more than the camera can do)',
    );
    expect(field('frames a second', {}, limits).texts).toEqual(['5', '10', '15', '24', '30']);
  });

  it('become settings when the user changes them', () => {
    expect(fieldPatch({ name: 'camera', value: 'c2' }, DEVICES)).toEqual({
      webcam: 'C920',
      webcam_id: 'c2',
    });
    expect(fieldPatch({ name: 'camera', value: 'FAKE' }, DEVICES)).toEqual({
      webcam: 'FAKE',
      webcam_id: null,
    });
    expect(fieldPatch({ name: 'speaker', value: 'system' }, DEVICES)).toEqual({
      speaker: null,
      speaker_id: null,
    });
    expect(fieldPatch({ name: 'speaker', value: 'gone' }, DEVICES)).toBeNull();
    expect(fieldPatch({ name: 'size', value: '1280x720' }, DEVICES)).toEqual({
      video_size: '1280x720',
    });
    expect(fieldPatch({ name: 'noise suppression', value: 'neural' }, DEVICES)).toEqual({
      noise_suppression: 'neural',
    });
    expect(fieldPatch({ name: 'noise suppression', value: 'magic' }, DEVICES)).toBeNull();
    expect(fieldPatch({ name: 'echo cancellation', value: 'off' }, DEVICES)).toEqual({
      echo_cancellation: false,
    });
  });
});
