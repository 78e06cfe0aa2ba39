/// <reference types="dom-mediacapture-transform" />
import type { Picture, PictureStats } from '../../../src/renderer/terminal/picture';
import { TerminalSurface } from '../../../src/renderer/terminal/terminal-surface';
import type { StyleName } from '../../../src/shared/ascii/styles';
import type { PaintedFrame, StampedMoment } from './lane-log';
import { SoakCamera } from './soak-camera';
import { FrameLog, framesOf } from './frame-log';
import { type LoopbackCall, startLoopbackCall } from './loopback-call';
import { WriteLane } from './write-lane';

// A page in which the same call is painted either way; painter-bars.ts drives it.

const FONT = { fontSizePx: 14, fontFamily: "'WebCRT Mono', monospace" };

interface LaneConfig {
  readonly cols: number;
  readonly rows: number;
  readonly style: StyleName;
}

export class PainterBench {
  private call: LoopbackCall | null = null;
  private readonly captureLog = new FrameLog();
  private readonly decodeLog = new FrameLog();
  private surface: TerminalSurface | null = null;
  private picture: Picture | null = null;
  private writeLane: WriteLane | null = null;
  private laneTrack: MediaStreamTrack | null = null;
  private soak: SoakCamera | null = null;
  readonly soakStats: PictureStats[] = [];
  readonly soakFailures: string[] = [];

  async start(): Promise<void> {
    this.call = await startLoopbackCall();
    this.captureLog.watch(this.call.local.clone());
    this.decodeLog.watch(this.call.remote.clone());
  }

  /** The frames that left the camera and the decoder since the last call. */
  async takeSeen(): Promise<{ captured: StampedMoment[]; decoded: StampedMoment[] }> {
    const [captured, decoded] = await Promise.all([this.captureLog.take(), this.decodeLog.take()]);
    return { captured, decoded };
  }

  /** The product's way. */
  startLayer(config: LaneConfig): Promise<void> {
    return this.showLayer(config, this.call?.remote ?? null);
  }

  private async showLayer(
    { cols, rows, style }: LaneConfig,
    track: MediaStreamTrack | null,
  ): Promise<void> {
    this.surface = new TerminalSurface(stage(), FONT);
    await this.surface.ready;
    const look = { style, mirror: false, frameInterval: 1, density: 1 };
    this.picture = this.surface.addPicture({ label: 'video of the bench', ...look });
    this.picture.setRect({ col: 0, row: 0, cols, rows });
    this.picture.setTrack(track);
  }

  /** The cells that are painted: fewer than asked for where the video has another shape. */
  layerGrid(): { cols: number; rows: number } | null {
    return this.picture?.grid ?? null;
  }

  startWriting(config: LaneConfig): void {
    if (!this.call) throw new Error('no call');
    this.laneTrack = this.call.remote.clone();
    const readable = framesOf(this.laneTrack);
    this.writeLane = new WriteLane({ host: stage(), readable, ...config, ...FONT });
  }

  writtenFrames(): PaintedFrame[] {
    return this.writeLane?.painted.splice(0) ?? [];
  }

  /** Frames that have nothing in common, as fast as this page makes them, in the product's way. */
  async startSoak(config: LaneConfig): Promise<void> {
    this.soak = new SoakCamera();
    await this.showLayer(config, this.soak.track);
    this.picture?.onStats((stats) => {
      this.soakStats.push(stats);
    });
    this.picture?.onFailed((message) => {
      this.soakFailures.push(message);
    });
    this.soak.start();
  }

  stopLane(): void {
    this.soak?.dispose();
    this.laneTrack?.stop();
    this.picture?.setTrack(null);
    this.picture?.dispose();
    this.surface?.dispose();
    this.writeLane?.dispose();
    this.laneTrack = this.picture = this.surface = this.writeLane = null;
    stage().replaceChildren();
  }
}

function stage(): HTMLElement {
  const element = document.querySelector<HTMLElement>('#stage');
  if (!element) throw new Error('the bench page has no stage');
  return element;
}

declare global {
  interface Window {
    bench: PainterBench;
  }
}

window.bench = new PainterBench();
