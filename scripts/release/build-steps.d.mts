import type { ReleaseFacts } from './facts.mjs';
import type { StepOptions } from './steps.mjs';

export function unpacked(options: StepOptions): Promise<void>;
export function packLinux(kinds: readonly ('tar' | 'deb' | 'rpm')[]): Promise<void>;
/** Packs what electron-builder left in `from`; returns the file that it wrote into `to`. */
export function packLinuxAs(
  kind: 'tar' | 'deb' | 'rpm',
  temporary: string,
  facts: ReleaseFacts,
  from?: string,
  to?: string,
): string;
export function npmPackage(): Promise<void>;
export function serverDeb(): Promise<void>;
export function appImage(options: StepOptions): Promise<void>;
export function packElsewhere(system: 'mac' | 'win', options: StepOptions): Promise<void>;
