type Numbers = Uint8Array | Uint16Array | Uint32Array;

/** A texture that holds whole numbers as they are: read with `texelFetch`, never filtered. */
export class NumberTexture {
  private readonly texture: WebGLTexture;
  private width = 0;
  private height = 0;

  /** @param unit The texture unit that it keeps for good. */
  constructor(
    private readonly gl: WebGL2RenderingContext,
    private readonly unit: number,
  ) {
    this.texture = gl.createTexture();
    this.bind();
    for (const filter of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) {
      gl.texParameteri(gl.TEXTURE_2D, filter, gl.NEAREST);
    }
  }

  /** Row by row, `width * height` numbers. Memory is allocated only when the size changes. */
  upload(width: number, height: number, numbers: Numbers): void {
    const { gl } = this;
    const [internal, type] = formatOf(gl, numbers);
    this.bind();
    // Rows follow each other without gaps, however long they are.
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
    const { TEXTURE_2D, RED_INTEGER } = gl;
    if (width === this.width && height === this.height) {
      gl.texSubImage2D(TEXTURE_2D, 0, 0, 0, width, height, RED_INTEGER, type, numbers);
      return;
    }
    gl.texImage2D(TEXTURE_2D, 0, internal, width, height, 0, RED_INTEGER, type, numbers);
    this.width = width;
    this.height = height;
  }

  private bind(): void {
    this.gl.activeTexture(this.gl.TEXTURE0 + this.unit);
    this.gl.bindTexture(this.gl.TEXTURE_2D, this.texture);
  }
}

function formatOf(gl: WebGL2RenderingContext, numbers: Numbers): [GLenum, GLenum] {
  if (numbers instanceof Uint8Array) return [gl.R8UI, gl.UNSIGNED_BYTE];
  if (numbers instanceof Uint16Array) return [gl.R16UI, gl.UNSIGNED_SHORT];
  return [gl.R32UI, gl.UNSIGNED_INT];
}
