export const WASM_SOURCE: string;
export const WASM_OUTPUT: string;
/** The compiler's script and its arguments. */
export function wasmCommand(output?: string): [script: string, args: string[]];
export function buildWasm(output?: string): Promise<string>;
