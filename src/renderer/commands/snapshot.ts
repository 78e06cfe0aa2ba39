import { cellsToAnsi } from '../../shared/ascii/ansi';
import { cellsToText } from '../../shared/ascii/cells';
import type { SnapshotFormat } from '../../shared/commands/areas/picture-commands';
import type { SnapshotSource } from '../ui/snapshot-source';

/** The bytes of a file in `format`, or `null` when there is no picture (yet). */
export async function snapshotBytes(
  source: SnapshotSource,
  format: SnapshotFormat,
): Promise<Uint8Array | null> {
  if (format === 'png') {
    const blob = await source.png();
    return blob === null ? null : new Uint8Array(await blob.arrayBuffer());
  }
  const snapshot = await source.snapshot();
  if (snapshot === null) return null;
  const { cells } = snapshot;
  return new TextEncoder().encode(format === 'txt' ? cellsToText(cells) : cellsToAnsi(cells));
}

/** `webcrt-bob-2026-11-21-140205.txt`: safe on every file system, in the order of time. */
export function snapshotFileName(name: string, format: SnapshotFormat, at: Date): string {
  return `webcrt-${name.replace(/[^\p{L}\p{N}_-]/gu, '_')}-${timeOf(at)}.${format}`;
}

/** `webcrt-2026-11-21-140205.cast` */
export function recordingFileName(at: Date): string {
  return `webcrt-${timeOf(at)}.cast`;
}

/** A name typed by the user, as one of a recording. */
export function withCast(name: string): string {
  return name.endsWith('.cast') ? name : `${name}.cast`;
}

function timeOf(at: Date): string {
  const pad = (value: number): string => String(value).padStart(2, '0');
  const day = `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}`;
  return `${day}-${pad(at.getHours())}${pad(at.getMinutes())}${pad(at.getSeconds())}`;
}
