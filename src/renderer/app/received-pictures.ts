import { Emitter } from '../../shared/base/emitter';
import { type Disposable, DisposableStore } from '../../shared/base/lifecycle';
import type { Party } from '../call/party';

/** The pictures of others' cameras that are shown now: those that can be passed on. */
export class ReceivedPictures implements Disposable {
  private readonly store = new DisposableStore();
  private readonly emitter = this.store.add(new Emitter<readonly MediaStreamTrack[]>());
  /** All that there are, when one has come or gone. */
  readonly onChange = this.emitter.event;
  private readonly tracks = new Map<string, MediaStreamTrack>();

  constructor(private readonly party: Pick<Party, 'onPicture' | 'find'>) {
    this.store.add(
      party.onPicture(({ id, kind, track }) => {
        if (kind !== 'camera') return;
        if (track === null) this.tracks.delete(id);
        else this.tracks.set(id, track);
        this.emitter.fire([...this.tracks.values()]);
      }),
    );
  }

  /** Of the person of that name; `null`: there is none. */
  find(name: string): MediaStreamTrack | null {
    const person = this.party.find(name);
    return (person && this.tracks.get(person.id)) ?? null;
  }

  dispose(): void {
    this.store.dispose();
  }
}
