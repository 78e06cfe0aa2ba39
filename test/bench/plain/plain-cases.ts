import type { AppDriver } from '../../helpers/app-driver';
import type { LumaFrame } from '../../helpers/fake-camera';
import { inkOfStyle } from '../../helpers/picture-brightness';
import { bestTextMatch } from '../../helpers/picture-match';
import type { PlainPerson } from '../../helpers/plain/plain-client';
import type { PlainMedia } from '../../helpers/plain/plain-end';

export const STYLE = 'ascii-color';
export const MEDIA: readonly PlainMedia[] = ['both', 'video', 'none'];
export const PLACES = ['calls', 'is called', 'room earlier', 'room later'] as const;
export type Place = (typeof PLACES)[number];

/** Somebody of another make, and what is to be seen of them. */
export interface FarEnd {
  readonly name: string;
  readonly person: PlainPerson;
  /** What they send, if they send pictures. */
  readonly shown: readonly LumaFrame[];
}

/** What was seen in one case; `null`: there was nothing to see. */
export interface CaseFigures {
  /** From the moment at which both want it. */
  readonly connectedMs: number;
  /** How much their picture on the stage is like what they send. */
  readonly likeness: number | null;
  /** What they send was heard; theirs of ours are frames and packets that arrived. */
  readonly isHeard: boolean | null;
  readonly framesThere: number;
  readonly soundThere: number;
  /** From their leaving to the word of it. */
  readonly goneMs: number;
  /** The same again. */
  readonly againMs: number;
}

const LIKE_ENOUGH = 0.9;
const LOOKS_MS = 20_000;

/** One case: meets, looks and listens, is left, and meets again. */
export class PlainCase {
  constructor(
    private readonly ann: AppDriver,
    private readonly far: FarEnd,
    private readonly place: Place,
    private readonly media: PlainMedia,
    private readonly slug: string,
  ) {}

  async run(): Promise<CaseFigures> {
    const { ann, media } = this;
    const connectedMs = await this.meet(`${this.slug}-1`);
    const likeness = media === 'none' ? null : await this.likeness();
    const isHeard = media === 'both' ? await this.hears() : null;
    const there = await this.arrivedThere();
    const leftMs = performance.now();
    await this.farLeaves();
    await this.isAlone();
    const goneMs = performance.now() - leftMs;
    await this.annLeaves();
    const againMs = await this.meet(`${this.slug}-2`);
    await this.arrivedThere();
    await this.annLeaves();
    if (this.isRoom) await this.far.person.leave();
    await ann.waitForStatus(/no call/);
    return { connectedMs, likeness, isHeard, ...there, goneMs, againMs };
  }

  private get isRoom(): boolean {
    return this.place.startsWith('room');
  }

  private async meet(slug: string): Promise<number> {
    const { ann, far, media } = this;
    let wantedMs = performance.now();
    if (this.place === 'calls') {
      const calling = far.person.call('ann', media);
      // What fails before it is waited for is told, and the rest goes on.
      calling.catch(() => undefined);
      await ann.page.getByRole('alertdialog', { name: 'incoming call' }).waitFor();
      wantedMs = performance.now();
      await ann.type('/answer');
      await calling;
    } else if (this.place === 'is called') {
      const answering = far.person.answer(media);
      answering.catch(() => undefined);
      await ann.type(`/call ${far.name}`);
      await answering;
    } else if (this.place === 'room earlier') {
      await far.person.create(slug, media);
      wantedMs = performance.now();
      await ann.type(`/join ${slug}`);
    } else {
      await ann.type(`/room create ${slug}`);
      await ann.waitForStatus(/in room .*\(1\)/);
      wantedMs = performance.now();
      await far.person.enter(slug, media);
    }
    await ann.until(`a connection with ${far.name}`, async () => {
      const { framesDecoded } = await ann.receivedMedia();
      // Whoever sends nothing gets something all the same.
      return framesDecoded > 0 || (await far.person.figures()).frames > 0;
    });
    return performance.now() - wantedMs;
  }

  private async likeness(): Promise<number> {
    const { ann, far } = this;
    await ann.expectPicture(far.name);
    const endMs = performance.now() + LOOKS_MS;
    let best = -1;
    while (best < LIKE_ENOUGH && performance.now() < endMs) {
      best = Math.max(best, bestTextMatch(await ann.snapshotText(), far.shown, inkOfStyle(STYLE)));
    }
    return best;
  }

  private async hears(): Promise<boolean> {
    await this.ann.until('their sound', async () => {
      return (await this.ann.receivedMedia()).audioEnergy > 0;
    });
    return true;
  }

  private async arrivedThere(): Promise<{ framesThere: number; soundThere: number }> {
    const { far, media } = this;
    let figures = await far.person.figures();
    await this.ann.until('something to arrive at the other end', async () => {
      figures = await far.person.figures();
      return figures.frames > 0 && (media !== 'both' || figures.soundPackets > 0);
    });
    return { framesThere: figures.frames, soundThere: figures.soundPackets };
  }

  /** Out of a call by closing the connection, with no other word where that is told by itself. */
  private async farLeaves(): Promise<void> {
    await (this.isRoom ? this.far.person.leave() : this.far.person.hangUp());
  }

  private async isAlone(): Promise<void> {
    await this.ann.waitForStatus(this.isRoom ? /in room .*\(1\)/ : /no call/);
  }

  private async annLeaves(): Promise<void> {
    if ((await this.ann.statusText()).includes('no call')) return;
    await this.ann.type(this.isRoom ? '/leave' : '/hangup');
    await this.ann.waitForStatus(/no call/);
  }
}
