import type { CellGrid } from '../../src/shared/ascii/cells';
import { createAsciiEngine } from '../../src/shared/ascii/engine';
import { StagePictureComposer } from '../../src/shared/recording/compose-stage-picture';
import type { StagePicture } from '../../src/shared/stage/stage-picture';
import { TestClient } from '../integration/server/helpers/test-client';
import { faceFrame } from './face-frame';
import { frameOf } from './stage-frames';

const COLS = 120;
const ROWS = 36;
const CLIP_FRAMES = 90;
const FRAME_MS = 1_000 / 30;
/** As a client has it. */
const MAX_IN_FLIGHT = 4;

/** Somebody in an empty room who shows the head clip to others. */
export class HeadBroadcast {
  private readonly composer = new StagePictureComposer({ cols: COLS, rows: ROWS });
  private before: StagePicture | null = null;
  private readonly timer: NodeJS.Timeout;
  private sent = 0;
  private chars = 0;
  private readonly startedMs = performance.now();
  private inFlight = 0;

  private constructor(
    private readonly client: TestClient,
    readonly token: string,
    readonly sshPort: number,
    private readonly drawn: readonly CellGrid[],
  ) {
    this.timer = setInterval(() => {
      this.send();
    }, FRAME_MS);
  }

  static async open(url: string): Promise<HeadBroadcast> {
    // First: a server hangs up on whoever is busy for so long.
    const drawn = drawClip();
    const client = await new TestClient(url).connected();
    await client.signIn('ann');
    await client.ask('room:create', { name: 'Stage', isPrivate: false });
    const { token, sshPort } = await client.ask('broadcast:start', {});
    return new HeadBroadcast(client, token, sshPort ?? 0, drawn);
  }

  get fps(): number {
    return (this.sent * 1_000) / (performance.now() - this.startedMs);
  }

  get mbps(): number {
    return (this.chars * 8) / 1_000 / (performance.now() - this.startedMs);
  }

  close(): void {
    clearInterval(this.timer);
    this.client.dispose();
  }

  private send(): void {
    if (this.inFlight >= MAX_IN_FLIGHT) return;
    const cells = this.drawn[this.sent % CLIP_FRAMES];
    const size = { cols: COLS, rows: ROWS };
    const content = { textRows: [], pictures: [{ cells, rect: { col: 0, row: 0, ...size } }] };
    const next = this.composer.compose(content, size, performance.now());
    const frame = frameOf(next, this.before);
    this.before = next;
    this.sent += 1;
    this.chars += frame.length;
    this.inFlight += 1;
    const handleAnswer = (): void => {
      this.inFlight -= 1;
    };
    // What is on its way at the end is answered by nobody.
    this.client.ask('broadcast:frame', { frame }).then(handleAnswer, handleAnswer);
  }
}

function drawClip(): CellGrid[] {
  const engine = createAsciiEngine({ cols: COLS, rows: ROWS, style: 'duotone' });
  return Array.from({ length: CLIP_FRAMES }, (_, index) =>
    structuredClone(engine.draw(faceFrame(index))),
  );
}
