/// <reference types="dom-mediacapture-transform" />

/** Brightness of each cell of a grid over a picture, 0 to 255, row by row. */
type Brightness = readonly number[];

/** The next `count` frames of a track, as the brightness of a grid's cells. */
export async function readBrightness(
  track: MediaStreamTrack,
  cols: number,
  rows: number,
  count: number,
): Promise<readonly Brightness[]> {
  // Its own copy: reading ends by stopping it.
  const own = track.clone();
  const reader = new MediaStreamTrackProcessor({
    track: own as MediaStreamVideoTrack,
  }).readable.getReader();
  const frames: Brightness[] = [];
  while (frames.length < count) {
    const { value: frame } = await reader.read();
    if (!frame) break;
    frames.push(await brightnessOf(frame, cols, rows));
    frame.close();
  }
  own.stop();
  return frames;
}

/** The mean of each cell, of the plane of brightness as it is: RGB would depend on its labels. */
async function brightnessOf(frame: VideoFrame, cols: number, rows: number): Promise<Brightness> {
  const { codedWidth: width, codedHeight: height } = frame;
  const bytes = new Uint8Array(frame.allocationSize());
  const [{ offset, stride }] = await frame.copyTo(bytes);
  const sums = new Float64Array(cols * rows);
  const counts = new Uint32Array(cols * rows);
  for (let y = 0; y < height; y += 1) {
    const row = Math.floor((y * rows) / height) * cols;
    for (let x = 0; x < width; x += 1) {
      const cell = row + Math.floor((x * cols) / width);
      sums[cell] += bytes[offset + y * stride + x];
      counts[cell] += 1;
    }
  }
  // To a tenth: hundreds of frames go from the page to the test as text.
  return Array.from(sums, (sum, cell) => Math.round((sum / counts[cell]) * 10) / 10);
}
