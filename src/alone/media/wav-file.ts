import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import type { Disposable } from '../../shared/base/lifecycle';
import { SOUND_RATE_HZ, type Sound } from './node-track';

// WAV with 16-bit samples, as RFC 2361 and Microsoft's RIFF describe it.

const HEADER_BYTES = 44;
const PCM = 1;
const FULL = 32_768;

/** All of a file, at 48 kHz and mono; `null`: it is no WAV file of 16 bits a sample. */
export function readWav(path: string): Sound | null {
  const data = readFileSync(path);
  if (data.length < HEADER_BYTES || data.toString('latin1', 0, 4) !== 'RIFF') return null;
  let format: { channels: number; rateHz: number } | null = null;
  for (let at = 12; at + 8 <= data.length;) {
    const name = data.toString('latin1', at, at + 4);
    const bytes = data.readUInt32LE(at + 4);
    const begin = at + 8;
    if (name === 'fmt ') format = readFormat(data, begin);
    if (name === 'data' && format !== null)
      return toSound(data.subarray(begin, Math.min(data.length, begin + bytes)), format);
    at = begin + bytes + (bytes % 2);
  }
  return null;
}

function readFormat(data: Buffer, at: number): { channels: number; rateHz: number } | null {
  if (at + 16 > data.length || data.readUInt16LE(at) !== PCM) return null;
  const channels = data.readUInt16LE(at + 2);
  const rateHz = data.readUInt32LE(at + 4);
  const isUsable = channels >= 1 && channels <= 8 && rateHz >= 8_000 && rateHz <= 192_000;
  return isUsable && data.readUInt16LE(at + 14) === 16 ? { channels, rateHz } : null;
}

function toSound(data: Buffer, { channels, rateHz }: { channels: number; rateHz: number }): Sound {
  const frames = Math.floor(data.length / (2 * channels));
  const mono = new Float32Array(frames);
  for (let frame = 0; frame < frames; frame++) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++)
      sum += data.readInt16LE(2 * (frame * channels + channel));
    mono[frame] = sum / channels / FULL;
  }
  return rateHz === SOUND_RATE_HZ ? mono : resample(mono, rateHz);
}

function resample(mono: Sound, rateHz: number): Sound {
  const sound = new Float32Array(Math.floor((mono.length * SOUND_RATE_HZ) / rateHz));
  for (let index = 0; index < sound.length; index++) {
    const at = (index * rateHz) / SOUND_RATE_HZ;
    const before = Math.floor(at);
    const after = Math.min(mono.length - 1, before + 1);
    sound[index] = mono[before] + (mono[after] - mono[before]) * (at - before);
  }
  return sound;
}

/** A file that grows, whole whenever the program ends. */
export class WavWriter implements Disposable {
  private readonly file: number;
  private bytes = 0;

  /** @throws when there can be none. */
  constructor(path: string) {
    this.file = openSync(path, 'w', 0o600);
    writeSync(this.file, header(0), 0, HEADER_BYTES, 0);
  }

  write(samples: Buffer): void {
    writeSync(this.file, samples, 0, samples.length, HEADER_BYTES + this.bytes);
    this.bytes += samples.length;
    writeSync(this.file, header(this.bytes), 0, HEADER_BYTES, 0);
  }

  dispose(): void {
    closeSync(this.file);
  }
}

function header(bytes: number): Buffer {
  const head = Buffer.alloc(HEADER_BYTES);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(HEADER_BYTES - 8 + bytes, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(PCM, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(SOUND_RATE_HZ, 24);
  head.writeUInt32LE(2 * SOUND_RATE_HZ, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(bytes, 40);
  return head;
}
