import type { Picture, PictureOptions } from './picture';
import type { ShellPicture } from './shell-picture';
import type { TerminalSurface } from './terminal-surface';

/** What others may use of a class. */
type Face<T> = Pick<T, keyof T>;

/** A picture on a stage, whatever draws it. */
export type StagePicture = Omit<Face<Picture>, 'setMetrics' | 'onFailed' | 'onSelectionStart'>;
/** A terminal on a stage. */
export type StageShell = Omit<Face<ShellPicture>, 'setMetrics' | 'onSelectionStart'>;

/** As much of a TerminalSurface as a stage is drawn with. */
export interface StageSurface extends Pick<
  TerminalSurface,
  | 'onResize'
  | 'cols'
  | 'rows'
  | 'cellAspect'
  | 'box'
  | 'drawText'
  | 'textAt'
  | 'setCrt'
  | 'keepSpares'
  | 'addPictureIn'
> {
  addPicture(options: PictureOptions): StagePicture;
  addShell(label: string): StageShell;
}
