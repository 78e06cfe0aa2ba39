export interface FakeFrameOptions {
  readonly format: VideoPixelFormat | null;
  readonly width: number;
  readonly height: number;
  /** Value of the first plane's bytes; the second has one more, the third two. */
  readonly fill: number;
}

/** The part of VideoFrame that readers of frames use; counts what was done with it. */
export class FakeVideoFrame {
  readonly format: VideoPixelFormat | null;
  readonly visibleRect: { readonly width: number; readonly height: number };
  codedWidth: number;
  readonly codedHeight: number;
  displayWidth: number;
  readonly displayHeight: number;
  colorSpace: { matrix: string | null; fullRange: boolean | null } = {
    matrix: null,
    fullRange: null,
  };
  /** As when the visible rectangle starts between two chroma samples. */
  refusesPlanes = false;
  closeCount = 0;
  /** The formats that were copied out. */
  readonly copies: string[] = [];
  private readonly fill: number;

  constructor({ format, width, height, fill }: FakeFrameOptions) {
    this.format = format;
    this.visibleRect = { width, height };
    this.codedWidth = this.displayWidth = width;
    this.codedHeight = this.displayHeight = height;
    this.fill = fill;
  }

  asVideoFrame(): VideoFrame {
    return this as unknown as VideoFrame;
  }

  allocationSize(options?: VideoFrameCopyToOptions): number {
    return this.planes(options).reduce((sum, plane) => sum + plane.bytes, 0);
  }

  copyTo(target: Uint8Array, options?: VideoFrameCopyToOptions): Promise<PlaneLayout[]> {
    if (this.closeCount > 0) return Promise.reject(new Error('closed'));
    if (this.refusesPlanes && !options?.format) return Promise.reject(new TypeError('not aligned'));
    this.copies.push(options?.format ?? this.format ?? 'none');
    let offset = 0;
    const layouts = this.planes(options).map(({ bytes, stride }, index) => {
      target.fill(this.fill + index, offset, offset + bytes);
      offset += bytes;
      return { offset: offset - bytes, stride };
    });
    return Promise.resolve(layouts);
  }

  close(): void {
    this.closeCount++;
  }

  private planes(options?: VideoFrameCopyToOptions): { bytes: number; stride: number }[] {
    const { width, height } = this.visibleRect;
    const [chromaWidth, chromaHeight] = [Math.ceil(width / 2), Math.ceil(height / 2)];
    const plane = (stride: number, rows: number): { bytes: number; stride: number } => ({
      bytes: stride * rows,
      stride,
    });
    if (options?.format === 'RGBA') return [plane(width * 4, height)];
    const chroma = plane(chromaWidth, chromaHeight);
    return this.format === 'NV12'
      ? [plane(width, height), plane(chromaWidth * 2, chromaHeight)]
      : [plane(width, height), chroma, chroma];
  }
}
