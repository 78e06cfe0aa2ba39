import { cpus, loadavg, totalmem } from 'node:os';

const BYTES_PER_GIB = 2 ** 30;

/**
 * @typedef {object} Machine
 * @property {string} cpu
 * @property {number} cores
 * @property {number} memoryGib
 * @property {string} system
 * @property {string} node
 * @property {number} loadAverage Of the minute before: what else there was to do.
 * @property {readonly string[]} programs What else was measured, each as its name and version.
 */

/**
 * What figures were taken on, for `renderMachine`.
 *
 * @param {readonly string[]} [programs] What else was measured, each as its name and version.
 * @returns {Machine}
 */
export function describeMachine(programs = []) {
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGib: Math.round(totalmem() / BYTES_PER_GIB),
    system: `${process.platform} ${process.arch}`,
    node: process.versions.node,
    loadAverage: Math.round(loadavg()[0] * 10) / 10,
    programs,
  };
}
