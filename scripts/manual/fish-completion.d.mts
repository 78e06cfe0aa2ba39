import type { Program } from './programs.mjs';

export function fishCompletion(program: Program): string;
