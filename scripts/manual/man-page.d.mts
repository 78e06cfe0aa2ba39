import type { Program, readEdition } from './programs.mjs';

export function manPage(program: Program, edition: ReturnType<typeof readEdition>): string;
