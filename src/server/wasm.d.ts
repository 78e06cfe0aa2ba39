declare module '*?inline' {
  /** A data URL. */
  const url: string;
  export default url;
}

/** As much of it as is used: Node.js has it, and @types/node does not say so. */
declare namespace WebAssembly {
  interface Module {
    readonly [Symbol.toStringTag]: 'WebAssembly.Module';
  }
  const Module: new (bytes: Uint8Array) => Module;
  const Instance: new (module: Module) => { readonly exports: object };
}
