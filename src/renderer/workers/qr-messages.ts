// What the page and the worker that reads QR codes say to each other.

/** A picture to look at; it is closed there. One at a time: the next when this is answered. */
export interface QrRequest {
  readonly picture: ImageBitmap;
}

export interface QrResponse {
  /** What a code on the picture says; `null`: there is none that can be read. */
  readonly text: string | null;
}
