import type { PictureSize } from './media-constraints';
import { DisposableStore } from '../../shared/base/lifecycle';
import type { TrackSource } from './track-source';

// The camera named FAKE: colour bars, a ramp from black to white, a ball that moves and a clock, so
// that a glance tells a live picture from a frozen one, and wrong colours from right ones.

const MS_PER_S = 1_000;
const BARS = ['#fff', '#ff0', '#0ff', '#0f0', '#f0f', '#f00', '#00f', '#000'] as const;
const BARS_SHARE = 0.6;
const RAMP_SHARE = 0.15;
/** How long the ball takes from side to side and back. */
const ROUND_MS = 4_000;

type Context = CanvasRenderingContext2D;

function drawBars(context: Context, { widthPx, heightPx }: PictureSize): void {
  const barPx = widthPx / BARS.length;
  for (const [index, colour] of BARS.entries()) {
    context.fillStyle = colour;
    context.fillRect(Math.floor(index * barPx), 0, Math.ceil(barPx), heightPx * BARS_SHARE);
  }
}

function drawRamp(context: Context, { widthPx, heightPx }: PictureSize): void {
  const ramp = context.createLinearGradient(0, 0, widthPx, 0);
  ramp.addColorStop(0, '#000');
  ramp.addColorStop(1, '#fff');
  context.fillStyle = ramp;
  context.fillRect(0, heightPx * BARS_SHARE, widthPx, heightPx * RAMP_SHARE);
}

function drawClock(context: Context, { widthPx, heightPx }: PictureSize, text: string): void {
  const top = heightPx * (BARS_SHARE + RAMP_SHARE);
  context.fillStyle = '#000';
  context.fillRect(0, top, widthPx, heightPx - top);
  context.fillStyle = '#fff';
  context.font = `bold ${Math.round(heightPx * 0.2)}px monospace`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(text, widthPx / 2, (top + heightPx) / 2);
}

/** Where the ball is, from 0 (left) to 1 (right), `elapsedMs` after the start. */
function ballPosition(elapsedMs: number): number {
  const phase = (elapsedMs % ROUND_MS) / ROUND_MS;
  return phase < 0.5 ? phase * 2 : 2 - phase * 2;
}

function drawBall(context: Context, { widthPx, heightPx }: PictureSize, elapsedMs: number): void {
  const radiusPx = heightPx * 0.1;
  const x = radiusPx + ballPosition(elapsedMs) * (widthPx - 2 * radiusPx);
  context.beginPath();
  context.arc(x, heightPx * 0.3, radiusPx, 0, 2 * Math.PI);
  context.fillStyle = '#fff';
  context.fill();
  context.lineWidth = radiusPx / 4;
  context.strokeStyle = '#000';
  context.stroke();
}

function drawTestCard(context: Context, size: PictureSize, elapsedMs: number): void {
  drawBars(context, size);
  drawRamp(context, size);
  drawClock(context, size, new Date().toTimeString().slice(0, 8));
  drawBall(context, size, elapsedMs);
}

/** Starts a moving test card of `size` with `framesPerSecond`. */
export function createTestPattern(size: PictureSize, framesPerSecond: number): TrackSource {
  const canvas = document.createElement('canvas');
  canvas.width = size.widthPx;
  canvas.height = size.heightPx;
  const context = canvas.getContext('2d', { alpha: false });
  const track = canvas.captureStream(framesPerSecond).getVideoTracks().at(0);
  if (!context || !track) throw new DOMException('No canvas to draw on', 'NotReadableError');
  const startedAtMs = performance.now();
  const draw = (): void => {
    drawTestCard(context, size, performance.now() - startedAtMs);
  };
  draw();
  // A timer: animation frames stop in a hidden window, and a call does not.
  const timer = setInterval(draw, MS_PER_S / framesPerSecond);
  const store = new DisposableStore();
  store.defer(() => {
    clearInterval(timer);
  });
  store.defer(() => {
    track.stop();
  });
  return {
    track,
    label: 'test pattern',
    dispose: () => {
      store.dispose();
    },
  };
}
