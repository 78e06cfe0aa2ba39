/** WebGL by these names is computed by the CPU. */
const SOFTWARE_RENDERER = /swiftshader|llvmpipe|softpipe|software|basic render/i;

let known: boolean | null = null;

/**
 * Whether WebGL2 is there and a GPU behind it: asked once, of a context that is given back at once.
 */
export function hasGpu(): boolean {
  return (known ??= findGpu());
}

function findGpu(): boolean {
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2', { failIfMajorPerformanceCaveat: true });
  if (!gl) return false;
  const names = gl.getExtension('WEBGL_debug_renderer_info');
  const name: unknown = gl.getParameter(names ? names.UNMASKED_RENDERER_WEBGL : gl.RENDERER);
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return typeof name === 'string' && !SOFTWARE_RENDERER.test(name);
}
