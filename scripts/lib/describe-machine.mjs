import { cpus, loadavg, totalmem } from 'node:os';

const BYTES_PER_GIB = 2 ** 30;

/**
 * What figures were taken on, for `renderMachine`.
 *
 * @param programs What else was measured, each as its name and version.
 */
export function describeMachine(programs = []) {
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGib: Math.round(totalmem() / BYTES_PER_GIB),
    system: `${process.platform} ${process.arch}`,
    node: process.versions.node,
    /** Of the minute before: what else there was to do. */
    loadAverage: Math.round(loadavg()[0] * 10) / 10,
    programs,
  };
}
