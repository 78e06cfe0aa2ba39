/** Enough for text to move, and no more work than the stage itself. */
const FRAMES_PER_SECOND = 15;

/**
 * Opens what is on `canvas` in the browser's picture-in-picture window, or, where a canvas that a
 * worker draws cannot be captured, the video that it shows. `false`: this browser has no such
 * window.
 */
export async function openInWindow(
  canvas: HTMLCanvasElement,
  track: MediaStreamTrack,
): Promise<boolean> {
  if (!document.pictureInPictureEnabled) return false;
  const video = document.createElement('video');
  video.muted = true;
  video.srcObject = captured(canvas) ?? new MediaStream([track]);
  video.addEventListener('leavepictureinpicture', () => {
    video.srcObject = null;
  });
  try {
    await video.play();
    await video.requestPictureInPicture();
    return true;
  } catch {
    video.srcObject = null;
    return false;
  }
}

function captured(canvas: HTMLCanvasElement): MediaStream | null {
  try {
    return canvas.captureStream(FRAMES_PER_SECOND);
  } catch {
    return null;
  }
}
