/** One triangle that covers the whole canvas: its corners follow from the vertex's number. */
export const VERTEX_SHADER = `#version 300 es
void main() {
  vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1) * 4.0 - 1.0;
  gl_Position = vec4(corner, 0.0, 1.0);
}`;

/** Texels across the texture of glyph bitmaps, which lie in it one after the other. */
export const COVERAGE_WIDTH_TEXELS = 4096;

/** Texels across the texture that says where each of the 65,536 code points' bitmaps are. */
export const SLOTS_WIDTH_TEXELS = 256;

/**
 * What a pixel shows follows from the cell that it lies in. In whole numbers, step by step as in
 * the software raster (shared/ascii/raster), so that both make the same picture.
 */
export const FRAGMENT_SHADER = `#version 300 es
precision highp float;
precision highp int;
precision highp usampler2D;

uniform usampler2D glyphs;
uniform usampler2D foregrounds;
uniform usampler2D backgrounds;
uniform usampler2D slots;
uniform usampler2D coverage;
uniform ivec2 cellPx;
uniform int heightPx;
out vec4 colour;

uvec3 channels(uint rgb) {
  return uvec3(rgb >> 16, rgb >> 8, rgb) & 0xffu;
}

uint shareOf(uint glyph, ivec2 inCell) {
  uint slot = texelFetch(slots, ivec2(glyph % ${SLOTS_WIDTH_TEXELS}u, glyph / ${SLOTS_WIDTH_TEXELS}u), 0).r;
  int at = (int(slot) * cellPx.y + inCell.y) * cellPx.x + inCell.x;
  return texelFetch(coverage, ivec2(at % ${COVERAGE_WIDTH_TEXELS}, at / ${COVERAGE_WIDTH_TEXELS}), 0).r;
}

void main() {
  ivec2 pixel = ivec2(int(gl_FragCoord.x), heightPx - 1 - int(gl_FragCoord.y));
  ivec2 cell = pixel / cellPx;
  uint share = shareOf(texelFetch(glyphs, cell, 0).r, pixel - cell * cellPx);
  uvec3 ink = channels(texelFetch(foregrounds, cell, 0).r);
  uint background = texelFetch(backgrounds, cell, 0).r;
  if (background > 0xffffffu) {
    float alpha = float(share) / 255.0;
    colour = vec4(vec3(ink) / 255.0 * alpha, alpha);
    return;
  }
  uint weight = share + (share >> 7);
  uvec3 mixed = (ink * weight + channels(background) * (256u - weight) + 128u) >> 8;
  colour = vec4(vec3(mixed) / 255.0, 1.0);
}`;
