/** `whoami`, of the program. */
export function programSentence(appVersion: string): string {
  return `This is WebCRT ${appVersion}.`;
}

/** `about`. */
export function aboutSentence(appVersion: string): string {
  return `${programSentence(appVersion)} ${LICENCE}`;
}

const LICENCE =
  'It is free software, under the MIT licence: https://webcrt.example/ has its source and how to check what you run.';
