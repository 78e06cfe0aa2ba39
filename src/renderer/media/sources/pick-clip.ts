/** A clip to send, and its file's name. */
export interface PickedClip {
  readonly clip: Blob;
  readonly name: string;
}

/** The picker that is open, if any: a second one takes its place. */
let picker: HTMLInputElement | null = null;

/** Has the user choose a clip with the browser's own picker; `null`: they thought better of it. */
export function pickClip(): Promise<PickedClip | null> {
  picker?.dispatchEvent(new Event('cancel'));
  const input = document.createElement('input');
  picker = input;
  input.type = 'file';
  input.accept = 'video/*';
  input.hidden = true;
  // In the page, as Safari opens no picker for one that is not.
  document.body.append(input);
  return new Promise<PickedClip | null>((resolve) => {
    input.addEventListener('change', () => {
      const file = input.files?.item(0) ?? null;
      resolve(file && { clip: file, name: file.name });
    });
    input.addEventListener('cancel', () => {
      resolve(null);
    });
    input.click();
  }).finally(() => {
    input.remove();
    if (picker === input) picker = null;
  });
}
