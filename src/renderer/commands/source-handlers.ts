import type { SOURCE_COMMANDS, SourceName } from '../../shared/commands/areas/source-commands';
import type { MediaFailureReason } from '../media/media-failure';
import type { PickedClip } from '../media/sources/pick-clip';
import type { SourceChoice } from '../media/sources/source-switch';
import {
  NO_CLIP_CHOSEN,
  NOTHING_SENT,
  nothingToRelaySentence,
  sourceFailureSentence,
  sourceSentence,
} from '../text/source-sentences';
import type { MediaVerbs } from './call-handlers';
import type { Handlers, NamesOf, NoticePort } from './handlers';

/** What is sent in place of the camera, as commands choose it. */
export interface SourceVerbs {
  readonly current: SourceChoice;
  choose(choice: SourceChoice): Promise<MediaFailureReason | null>;
}

export interface SourceHandlerPorts extends NoticePort {
  readonly media: Pick<MediaVerbs, 'isCameraWanted' | 'hasPicture' | 'setCamera'>;
  readonly source: SourceVerbs;
  /** `path`: `null`, the user is asked; `null` is resolved to when they choose none. */
  pickClip(path: string | null): Promise<PickedClip | null>;
  /** The picture that is received of somebody; `null`: there is none. */
  receivedPicture(name: string): Omit<Extract<SourceChoice, { kind: 'relay' }>, 'kind'> | null;
}

/** The commands for sending something else than the camera. */
export class SourceHandlers {
  readonly all: Handlers<NamesOf<typeof SOURCE_COMMANDS>> = {
    source: ({ source, clip }) => this.source(source, clip),
    relay: ({ person }) => this.relay(person),
  };

  constructor(private readonly ports: SourceHandlerPorts) {}

  private async source(name: SourceName | null, path: string | null): Promise<void> {
    if (name === null) this.tellCurrent();
    else if (name === 'file') await this.file(path);
    else await this.choose({ kind: name });
  }

  private tellCurrent(): void {
    const { source, media } = this.ports;
    const isOff = !media.isCameraWanted;
    this.ports.notice(isOff ? NOTHING_SENT : sourceSentence(source.current), 'echo');
  }

  private async file(path: string | null): Promise<void> {
    const picked = await this.pick(path);
    if (picked) await this.choose({ kind: 'file', ...picked });
  }

  private async pick(path: string | null): Promise<PickedClip | null> {
    try {
      const picked = await this.ports.pickClip(path);
      if (!picked) this.ports.notice(NO_CLIP_CHOSEN, 'echo');
      return picked;
    } catch (error) {
      this.ports.notice(error instanceof Error ? error.message : String(error), 'error');
      return null;
    }
  }

  private async relay(name: string): Promise<void> {
    const picture = this.ports.receivedPicture(name);
    if (picture) await this.choose({ kind: 'relay', ...picture });
    else this.ports.notice(nothingToRelaySentence(name), 'warn');
  }

  /** `false`: it did not start, as was told where it happened, and all is as before. */
  private async turnOn(before: SourceChoice): Promise<boolean> {
    const { source, media } = this.ports;
    await media.setCamera(true);
    if (media.hasPicture) return true;
    await media.setCamera(false);
    await source.choose(before);
    return false;
  }

  /** Whoever chooses what to send wants it sent, also with the camera switched off before. */
  private async choose(choice: SourceChoice): Promise<void> {
    const { source, media } = this.ports;
    const before = source.current;
    const failure = await source.choose(choice);
    if (failure === null) {
      const isOn = media.isCameraWanted || (await this.turnOn(before));
      if (isOn) this.ports.notice(sourceSentence(choice), 'good');
    } else if (failure !== 'aborted') {
      this.ports.notice(sourceFailureSentence(choice.kind, failure), 'error');
    }
  }
}
