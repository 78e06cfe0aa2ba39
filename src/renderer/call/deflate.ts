/** RFC 1951, in base64. */
export async function deflateToBase64(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const deflated = new Uint8Array(await new Response(stream).arrayBuffer());
  let text = '';
  for (const byte of deflated) text += String.fromCharCode(byte);
  return btoa(text);
}
