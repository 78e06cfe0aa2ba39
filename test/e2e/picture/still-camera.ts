const WIDTH_PX = 320;
const HEIGHT_PX = 240;
const FRAMES_PER_SECOND = 10;

/** A camera whose picture stays the same: colours of every kind, hard edges and fine patterns. */
export function openStillCamera(): MediaStreamTrack {
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH_PX;
  canvas.height = HEIGHT_PX;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no 2D canvas');
  const scene = drawScene(context);
  // Drawn again and again, because a canvas that nobody touches sends no frames.
  const timer = setInterval(() => {
    if (track.readyState === 'ended') clearInterval(timer);
    else context.putImageData(scene, 0, 0);
  }, 1000 / FRAMES_PER_SECOND);
  const [track] = canvas.captureStream(FRAMES_PER_SECOND).getVideoTracks();
  return track;
}

function drawScene(context: CanvasRenderingContext2D): ImageData {
  const rainbow = context.createLinearGradient(0, 0, WIDTH_PX, HEIGHT_PX);
  for (let stop = 0; stop <= 6; stop++) {
    rainbow.addColorStop(stop / 6, `hsl(${stop * 60} 90% ${20 + stop * 10}%)`);
  }
  context.fillStyle = rainbow;
  context.fillRect(0, 0, WIDTH_PX, HEIGHT_PX);
  context.fillStyle = '#000';
  context.fillRect(20, 20, 60, 60);
  context.fillStyle = '#fff';
  context.fillRect(40, 40, 60, 60);
  for (let x = 120; x < 300; x += 7) context.fillRect(x, 30, 3, 80);
  context.font = 'bold 64px serif';
  context.fillText('still', 60, 200);
  return context.getImageData(0, 0, WIDTH_PX, HEIGHT_PX);
}
