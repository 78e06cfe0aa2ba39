import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DescriptionType } from '../../src/renderer/rtc/sdp-check';

// Descriptions that Chromium 156 made, kept with plain newlines.

const FOLDER = join(import.meta.dirname, '../fixtures/sdp');

export interface SdpFixture {
  readonly name: string;
  readonly type: DescriptionType;
  readonly sdp: string;
}

function load(name: string, type: DescriptionType): SdpFixture {
  const text = readFileSync(join(FOLDER, `chromium-${name}.sdp`), 'utf8');
  return { name, type, sdp: text.replaceAll(/\r?\n/g, '\r\n') };
}

export const LINK_OFFER = load('link-offer', 'offer');
export const LINK_ANSWER = load('link-answer', 'answer');
export const GATHERED_OFFER = load('gathered-offer', 'offer');
export const SDP_FIXTURES = [
  LINK_OFFER,
  LINK_ANSWER,
  GATHERED_OFFER,
  load('data-offer', 'offer'),
  load('simulcast-offer', 'offer'),
  load('rejected-video-answer', 'answer'),
] as const;

export function replaceLines(sdp: string, pattern: RegExp, line: string): string {
  return sdp
    .split('\r\n')
    .map((each) => (pattern.test(each) ? line : each))
    .join('\r\n');
}

export function dropLines(sdp: string, pattern: RegExp): string {
  return sdp
    .split('\r\n')
    .filter((line) => !pattern.test(line))
    .join('\r\n');
}

/** Adds `line` at the end, in the last media section. */
export function addLine(sdp: string, line: string): string {
  return `${sdp}${line}\r\n`;
}
