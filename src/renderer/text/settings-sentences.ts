/** Above the list of settings. */
export const CONFIG_RULE =
  'config KEY VALUE changes one. * marks those that are not as they were at first.';

/** The size of text, asked for where it is not the app's. */
export const BROWSERS_TEXT_SIZE =
  "Here the size of text is the browser's zoom: Ctrl (on a Mac Cmd) with + and -, and 0 for the usual.";

export function noSettingSentence(key: string): string {
  return `There is no setting ${key}. config lists them all.`;
}

/** `value`: as settings are written. */
export function settingText(key: string, value: string): string {
  return `${key} is ${value}`;
}
