import type { CellGrid } from '../../shared/ascii/cells';
import type { GlyphAtlas } from '../../shared/ascii/glyph-atlas';
import type { CellPainter, PaintTarget } from './cell-painter';
import { NumberTexture } from './number-texture';
import { linkProgram } from './webgl-program';
import {
  COVERAGE_WIDTH_TEXELS,
  FRAGMENT_SHADER,
  SLOTS_WIDTH_TEXELS,
  VERTEX_SHADER,
} from './webgl-shaders';

const CONTEXT_ATTRIBUTES: WebGLContextAttributes = {
  antialias: false,
  depth: false,
  stencil: false,
  powerPreference: 'low-power',
};

/** The shader's textures; each keeps the unit of its place here. */
const TEXTURES = ['glyphs', 'foregrounds', 'backgrounds', 'slots', 'coverage'] as const;
type TextureName = (typeof TEXTURES)[number];

/**
 * Paints with a GPU: the cells go up as they are, ten bytes each, and one triangle's pixels look up
 * theirs. It has a canvas of its own, whose picture is then copied to the target's: what the target
 * shows outlives a lost context, and another painter can take over.
 */
export class WebglPainter implements CellPainter {
  readonly kind = 'webgl';
  private readonly canvas = new OffscreenCanvas(1, 1);
  private readonly gl: WebGL2RenderingContext;
  private readonly program: WebGLProgram;
  private readonly textures: Readonly<Record<TextureName, NumberTexture>>;
  private atlas: GlyphAtlas | null = null;

  /**
   * @param handleLost The context is gone, and with it this painter: it paints nothing more.
   * @throws Error where there is no WebGL2.
   */
  constructor(private readonly handleLost: () => void) {
    const gl = this.canvas.getContext('webgl2', CONTEXT_ATTRIBUTES);
    if (!gl) throw new Error('No WebGL2 here');
    this.gl = gl;
    this.canvas.addEventListener('webglcontextlost', handleLost);
    this.program = linkProgram(gl, VERTEX_SHADER, FRAGMENT_SHADER);
    gl.useProgram(this.program);
    this.textures = this.createTextures();
  }

  paint(target: PaintTarget, cells: CellGrid, atlas: GlyphAtlas, isComplete: boolean): void {
    const isNew = this.resize(cells, atlas);
    if (!isComplete && !isNew && !cells.dirty.includes(1)) return;
    this.useAtlas(atlas);
    const { cols, rows } = cells;
    this.textures.glyphs.upload(cols, rows, cells.glyphs);
    this.textures.foregrounds.upload(cols, rows, cells.foreground);
    this.textures.backgrounds.upload(cols, rows, cells.background);
    this.gl.drawArrays(this.gl.TRIANGLES, 0, 3);
    this.copyTo(target);
  }

  /**
   * A context that was lost meanwhile has an empty canvas: the target keeps its picture instead.
   */
  private copyTo(target: PaintTarget): void {
    if (this.gl.isContextLost()) return;
    target.globalCompositeOperation = 'copy';
    target.drawImage(this.canvas, 0, 0);
  }

  private resize({ cols, rows }: CellGrid, { cellWidthPx, cellHeightPx }: GlyphAtlas): boolean {
    const { canvas, gl } = this;
    const width = cols * cellWidthPx;
    const height = rows * cellHeightPx;
    if (canvas.width === width && canvas.height === height) return false;
    canvas.width = width;
    canvas.height = height;
    gl.viewport(0, 0, width, height);
    gl.uniform1i(this.uniform('heightPx'), height);
    return true;
  }

  private useAtlas(atlas: GlyphAtlas): void {
    if (atlas === this.atlas) return;
    this.atlas = atlas;
    const { cellWidthPx, cellHeightPx, slots, coverage } = atlas;
    const rows = Math.ceil(coverage.length / COVERAGE_WIDTH_TEXELS);
    const padded = new Uint8Array(rows * COVERAGE_WIDTH_TEXELS);
    padded.set(coverage);
    this.textures.coverage.upload(COVERAGE_WIDTH_TEXELS, rows, padded);
    this.textures.slots.upload(SLOTS_WIDTH_TEXELS, slots.length / SLOTS_WIDTH_TEXELS, slots);
    this.gl.uniform2i(this.uniform('cellPx'), cellWidthPx, cellHeightPx);
  }

  private createTextures(): Readonly<Record<TextureName, NumberTexture>> {
    const create = (name: TextureName): NumberTexture => {
      const unit = TEXTURES.indexOf(name);
      this.gl.uniform1i(this.uniform(name), unit);
      return new NumberTexture(this.gl, unit);
    };
    return {
      glyphs: create('glyphs'),
      foregrounds: create('foregrounds'),
      backgrounds: create('backgrounds'),
      slots: create('slots'),
      coverage: create('coverage'),
    };
  }

  private uniform(name: string): WebGLUniformLocation | null {
    return this.gl.getUniformLocation(this.program, name);
  }

  /** Gives the context back at once: browsers have few, and take the oldest away for a new one. */
  dispose(): void {
    this.canvas.removeEventListener('webglcontextlost', this.handleLost);
    if (!this.gl.isContextLost()) this.gl.getExtension('WEBGL_lose_context')?.loseContext();
  }
}
