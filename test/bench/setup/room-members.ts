import { type MediaClient, openMediaClient } from '../../../src/alone/client/library';
import type { I420Frame } from '../../../src/shared/ascii/pixel-frame';
import { faceFrame } from '../../helpers/face-frame';

/** 160x120, five times a second: what one of seven costs is little, beside the one who is timed. */
const SMALLER = 4;
const FRAME_MS = 200;

/** Somebody in a room, by a program without a window, who shows a face. */
export class RoomMember {
  private readonly timer: NodeJS.Timeout;

  private constructor(
    private readonly client: MediaClient,
    frame: I420Frame,
  ) {
    this.timer = setInterval(() => void client.show(frame), FRAME_MS);
  }

  static async open(server: string, name: string, room: string): Promise<RoomMember> {
    const client = await openMediaClient({ server, name });
    const member = new RoomMember(client, smaller(faceFrame(name.length * SMALLER)));
    await client.join(room);
    return member;
  }

  /** How many others there is a connection with. */
  get connections(): number {
    return this.client.people.length;
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.client.close();
  }
}

/** Every so many pixels of each plane. */
function smaller({ width, height, y, u, v, colour }: I420Frame): I420Frame {
  const [chromaWidth, chromaHeight] = [width / 2, height / 2];
  const chroma = (plane: Uint8Array): Uint8Array => thinned(plane, chromaWidth, chromaHeight);
  return {
    format: 'i420',
    width: width / SMALLER,
    height: height / SMALLER,
    y: thinned(y, width, height),
    u: chroma(u),
    v: chroma(v),
    yStride: width / SMALLER,
    uStride: chromaWidth / SMALLER,
    vStride: chromaWidth / SMALLER,
    colour,
  };
}

function thinned(plane: Uint8Array, width: number, height: number): Uint8Array {
  const [cols, rows] = [width / SMALLER, height / SMALLER];
  return Uint8Array.from({ length: cols * rows }, (_, at) => {
    const [col, row] = [at % cols, Math.floor(at / cols)];
    return plane[row * SMALLER * width + col * SMALLER];
  });
}
