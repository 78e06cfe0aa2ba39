import { Emitter } from '../../shared/base/emitter';
import { type Disposable, DisposableStore } from '../../shared/base/lifecycle';
import type { RemoteParticipants } from '../call/remote-participants';

/** Somebody's picture, as far as it can be passed on. */
export interface ReceivedPicture {
  readonly personId: string;
  readonly name: string;
  readonly track: MediaStreamTrack;
}

/**
 * What has become of a picture: there it is; it comes again, as nobody has taken it away (`null`);
 * or it is gone for good: its person left, switched the camera off, or is hidden.
 */
export type PictureFate = MediaStreamTrack | null | 'gone';

/** The pictures of others' cameras that are shown now: those that can be passed on. */
export class ReceivedPictures implements Disposable {
  private readonly store = new DisposableStore();
  private readonly emitter = this.store.add(new Emitter<void>());
  /** One has come or gone, or may have. */
  readonly onChange = this.emitter.event;
  private readonly tracks = new Map<string, MediaStreamTrack>();

  constructor(
    private readonly participants: Pick<
      RemoteParticipants,
      'onPicture' | 'onChange' | 'find' | 'byId'
    >,
  ) {
    this.store.add(
      participants.onPicture(({ id, kind, track }) => {
        if (kind !== 'camera') return;
        if (track === null) this.tracks.delete(id);
        else this.tracks.set(id, track);
        this.emitter.fire();
      }),
    );
    this.store.add(
      participants.onChange(() => {
        this.emitter.fire();
      }),
    );
  }

  /** Of the person of that name; `null`: there is none. */
  find(name: string): ReceivedPicture | null {
    const person = this.participants.find(name);
    const track = person && this.tracks.get(person.id);
    return track ? { personId: person.id, name: person.name, track } : null;
  }

  fateOf(personId: string): PictureFate {
    const person = this.participants.byId(personId);
    if (person?.camera !== true || person.preferences.isHidden) return 'gone';
    return this.tracks.get(personId) ?? null;
  }

  dispose(): void {
    this.store.dispose();
  }
}
