import { AnsiScreen } from '../shared/ascii/ansi-screen';
import { ScreenCanvas } from './terminal/screen-canvas';
import { loadTerminalFont, TERMINAL_FONT } from './terminal/terminal-font';
import { WATCH_WORDS } from './text/watch-sentences';

// The page at /watch/TOKEN: draws what curl is shown there. It sends nothing.

/** As many cells as a stage has. */
const STAGE = '?cols=1000&rows=1000';
/** Asks for the size as well, which a terminal has no use for. */
const AS_CELLS = { Accept: 'application/x-webcrt-cells' };
const RETRY_MS = 2_000;
const LINE_PX = 24;

const canvas = document.createElement('canvas');
canvas.hidden = true;
canvas.setAttribute('role', 'img');
canvas.setAttribute('aria-label', WATCH_WORDS.picture);
const status = document.createElement('p');
status.setAttribute('role', 'status');
document.body.append(canvas, status);

const screen = new AnsiScreen();
const drawn = new ScreenCanvas(canvas, `'${TERMINAL_FONT}', monospace`);

function draw(): void {
  if (screen.changed.size > 0) {
    canvas.hidden = false;
    drawn.draw(screen, {
      width: innerWidth * devicePixelRatio,
      height: (innerHeight - LINE_PX) * devicePixelRatio,
    });
  }
  requestAnimationFrame(draw);
}

/** `true`: it came to its end; `false`: it broke, and is worth another try. */
async function show(): Promise<boolean> {
  const response = await fetch(location.pathname + STAGE, { headers: AS_CELLS });
  if (!response.ok || response.body === null) {
    status.textContent = WATCH_WORDS.refused;
    return true;
  }
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return true;
    status.textContent = '';
    screen.write(value);
  }
}

async function watch(): Promise<void> {
  await loadTerminalFont(TERMINAL_FONT, LINE_PX);
  status.textContent = WATCH_WORDS.waiting;
  draw();
  for (;;) {
    try {
      if (await show()) break;
    } catch {
      status.textContent = WATCH_WORDS.lost;
    }
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
  if (status.textContent !== WATCH_WORDS.refused) status.textContent = WATCH_WORDS.over;
}

addEventListener('resize', () => {
  for (let cell = 0; cell < screen.cols * screen.rows; cell++) screen.changed.add(cell);
});
void watch();
