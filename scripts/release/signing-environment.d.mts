/**
 * What electron-builder is to know of secrets: none that is empty; a certificate, and no word
 * against looking for one; and Apple's key, which a secret holds as text, as the path of a file in
 * `folder` that nobody else reads.
 */
export function signingEnvironment(
  given: Readonly<Record<string, string | undefined>>,
  folder: string,
): Readonly<Record<string, string | undefined>>;
