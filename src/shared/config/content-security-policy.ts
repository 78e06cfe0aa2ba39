/**
 * What a page of WebCRT may load and do, as the header Content-Security-Policy: what is its own,
 * and no string ever becomes markup, script or the address of a script but by the policy that
 * `launch` makes.
 *
 * @param connections Where it may connect beside its own origin: origins, as
 *   `wss://calls.example.org`.
 */
export function contentSecurityPolicy(connections: readonly string[]): string {
  return [
    "default-src 'none'",
    // The engine is WebAssembly; strings stay mere strings, as ever.
    "script-src 'self' 'wasm-unsafe-eval'",
    // xterm.js sets sizes and colours on its elements.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "media-src 'self' blob:",
    "font-src 'self'",
    "worker-src 'self'",
    ["connect-src 'self'", ...connections].join(' '),
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types default',
  ].join('; ');
}
