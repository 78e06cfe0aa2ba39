import type { Program } from './programs.mjs';

export function bashCompletion(program: Program): string;
