import type {
  PICTURE_COMMANDS,
  SnapshotFormat,
} from '../../shared/commands/areas/picture-commands';
import type { CommandOf } from '../../shared/commands/definitions';
import type { AsciicastVersion } from '../../shared/recording/asciicast';
import type { NoticeTone } from '../text/notice-tone';
import { noPictureSentence, pixelsSentence, savedSentence } from '../text/picture-sentences';
import {
  NOT_RECORDING,
  RECORDING_ALREADY,
  recordingSavedSentence,
} from '../text/recording-sentences';
import type { SnapshotSource } from '../ui/snapshot-source';
import type { Handlers, NamesOf, NoticePort } from './handlers';
import type { ConfigVerb } from './settings-handlers';
import { recordingFileName, snapshotBytes, snapshotFileName, withCast } from './snapshot';

/** The recorder, as `record` uses it. */
export interface RecordVerbs {
  /** As asciicast of that version. `false`: one runs already. */
  start(version: AsciicastVersion): boolean;
  /** The file; `null`: there is none. */
  stop(): Promise<Uint8Array | null>;
}

export interface PictureHandlerPorts extends NoticePort {
  readonly recorder: RecordVerbs;
  /** For settings that are changed often, and so have a command of their name. */
  readonly config: ConfigVerb;
  /** Shows a picture as real video, or as text again; `null`: there is no such picture. */
  showPixels(
    person: string | null,
    isOn: boolean | null,
  ): { readonly name: string; readonly isOn: boolean } | null;
  /** Of somebody's picture, the local user's included; of the largest on the stage for `null`. */
  snapshotSource(person: string | null): SnapshotSource | null;
  saveFile(name: string, bytes: Uint8Array): Promise<string | null>;
  now(): Date;
}

/** The commands of the picture: how it is drawn, what it may cost, and keeping it. */
export class PictureHandlers {
  readonly all: Handlers<NamesOf<typeof PICTURE_COMMANDS>> = {
    density: ({ value }) => this.ports.config('density', value),
    crt: ({ value }) => this.ports.config('crt', value),
    selfview: ({ value }) => this.ports.config('selfview', value),
    bandwidth: ({ value }) => this.ports.config('bandwidth', value),
    pixels: ({ person, isOn }) => {
      this.pixels(person, isOn);
    },
    snapshot: ({ format, person }) => this.snapshot(format, person),
    record: (command) => this.record(command),
  };
  private recordingName: string | null = null;
  /** A recording for which the user chose no place. */
  private unsaved: Uint8Array | null = null;

  constructor(private readonly ports: PictureHandlerPorts) {}

  private say(text: string, tone: NoticeTone = 'echo'): void {
    this.ports.notice(text, tone);
  }

  private pixels(person: string | null, isOn: boolean | null): void {
    const shown = this.ports.showPixels(person, isOn);
    if (shown === null) this.say(noPictureSentence(person), 'warn');
    else this.say(pixelsSentence(shown.name, shown.isOn));
  }

  private async snapshot(format: SnapshotFormat, person: string | null): Promise<void> {
    const source = this.ports.snapshotSource(person);
    const bytes = source === null ? null : await snapshotBytes(source, format);
    if (source === null || bytes === null) {
      this.say(noPictureSentence(person), 'warn');
      return;
    }
    const name = snapshotFileName(source.name, format, this.ports.now());
    const saved = await this.ports.saveFile(name, bytes);
    this.say(savedSentence(saved));
  }

  /** Starting twice goes on; a file's name that was given at the start is used at the end. */
  private async record(command: CommandOf<'record'>): Promise<void> {
    const { recorder } = this.ports;
    if (command.isStart) {
      this.recordingName = command.file;
      if (recorder.start(command.isForOldPlayers ? 2 : 3)) this.unsaved = null;
      else this.say(RECORDING_ALREADY, 'warn');
      return;
    }
    const bytes = (await recorder.stop()) ?? this.unsaved;
    if (bytes === null) {
      this.say(NOT_RECORDING, 'warn');
      return;
    }
    const name = command.file ?? this.recordingName ?? recordingFileName(this.ports.now());
    const saved = await this.ports.saveFile(withCast(name), bytes);
    this.unsaved = saved === null ? bytes : null;
    this.say(recordingSavedSentence(saved));
  }
}
