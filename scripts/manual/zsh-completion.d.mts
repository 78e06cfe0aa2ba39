import type { Program } from './programs.mjs';

export function zshCompletion(program: Program): string;
