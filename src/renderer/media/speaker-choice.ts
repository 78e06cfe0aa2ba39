import { Emitter } from '../../shared/base/emitter';
import { type Disposable, DisposableStore } from '../../shared/base/lifecycle';
import type { Settings } from '../../shared/config/settings';
import type { AudioOutput } from './audio-output';
import type { MediaAccess } from './device-access';
import { findDevice } from './media-constraints';

export type SpeakerSettings = Pick<Settings, 'speaker' | 'speaker_id'>;

/** The speaker that the settings name went, or came back. */
export interface SpeakerNews {
  readonly label: string;
  readonly isThere: boolean;
}

/**
 * Keeps the sound of others on the speaker that the settings name, and on the system's without it.
 */
export class SpeakerChoice implements Disposable {
  private readonly store = new DisposableStore();
  private readonly newsEmitter = this.store.add(new Emitter<SpeakerNews>());
  readonly onNews = this.newsEmitter.event;
  private currentId = '';
  /** Whether the one that is wished for was there when last looked; `null`: never looked. */
  private wasThere: boolean | null = null;

  constructor(
    private readonly access: MediaAccess,
    private readonly output: Pick<AudioOutput, 'setSpeaker'>,
    private settings: SpeakerSettings,
  ) {
    this.store.add(
      access.onDevicesChanged(() => {
        void this.apply();
      }),
    );
    void this.apply();
  }

  /** The id of the speaker in use; '': the system's. */
  get id(): string {
    return this.currentId;
  }

  applySettings(settings: SpeakerSettings): void {
    const { speaker, speaker_id } = this.settings;
    if (settings.speaker === speaker && settings.speaker_id === speaker_id) return;
    this.settings = settings;
    this.wasThere = null;
    void this.apply();
  }

  /** The page was allowed a microphone: speakers have names now. */
  refresh(): void {
    void this.apply();
  }

  dispose(): void {
    this.store.dispose();
  }

  private async apply(): Promise<void> {
    const { speaker, speaker_id } = this.settings;
    const wanted = [speaker_id, speaker].filter((name) => name !== null);
    const devices = wanted.length === 0 ? [] : await this.access.listDevices();
    if (this.store.isDisposed) return;
    const found = findDevice(devices, 'speaker', wanted);
    const id = found?.id ?? '';
    if (id !== this.currentId) {
      this.currentId = id;
      await this.output.setSpeaker(id);
    }
    // Browsers tell no names before the page was allowed a microphone: then nothing is known.
    const isKnown = devices.some((device) => device.kind === 'speaker' && device.id !== '');
    if (isKnown) this.tell(found !== null, found?.label ?? speaker ?? 'chosen speaker');
  }

  /** At the start and after choosing, only a speaker that is missing is news. */
  private tell(isThere: boolean, label: string): void {
    const before = this.wasThere;
    this.wasThere = isThere;
    if (isThere === (before ?? true)) return;
    this.newsEmitter.fire({ label, isThere });
  }
}
