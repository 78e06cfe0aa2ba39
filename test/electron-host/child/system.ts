import type {
  Dialog,
  Display,
  MessageBoxOptions,
  MessageBoxReturnValue,
  SaveDialogOptions,
  SaveDialogReturnValue,
  Screen,
  Shell,
} from 'electron';
import type { SaveDialogRecord } from '../host-calls';
import { hostOptions, offer } from './link';

const openedUrls: string[] = [];
const saveDialogs: SaveDialogRecord[] = [];
let savePath: string | null = null;
const questions: string[] = [];
let pressedButton: string | null = null;

export const shell = {
  openExternal(url: string): Promise<void> {
    openedUrls.push(url);
    return Promise.resolve();
  },
} satisfies Pick<Shell, 'openExternal'>;

export const dialog = {
  showSaveDialog(
    _window: unknown,
    options: SaveDialogOptions = {},
  ): Promise<SaveDialogReturnValue> {
    const { defaultPath = '', filters = [] } = options;
    saveDialogs.push({ defaultPath, extensions: filters.flatMap((filter) => filter.extensions) });
    return Promise.resolve({ canceled: savePath === null, filePath: savePath ?? '' });
  },
  showMessageBox(_window: unknown, options: MessageBoxOptions): Promise<MessageBoxReturnValue> {
    const { message, buttons = [], cancelId = 0 } = options;
    questions.push(message);
    const pressed = pressedButton === null ? -1 : buttons.indexOf(pressedButton);
    return Promise.resolve({ response: pressed < 0 ? cancelId : pressed, checkboxChecked: false });
  },
} satisfies Record<keyof Pick<Dialog, 'showSaveDialog' | 'showMessageBox'>, unknown>;

export const screen = {
  getAllDisplays: () =>
    hostOptions.displays.map((area) => ({ bounds: area, workArea: area }) as Display),
} satisfies Pick<Screen, 'getAllDisplays'>;

export function openedUrlRecords(): readonly string[] {
  return [...openedUrls];
}

export function saveDialogRecords(): readonly SaveDialogRecord[] {
  return [...saveDialogs];
}

export function questionRecords(): readonly string[] {
  return [...questions];
}

offer({
  answerQuestions: (button) => {
    pressedButton = button;
  },
  answerSaveDialog: (path) => {
    savePath = path;
  },
});
