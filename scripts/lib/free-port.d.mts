/**
 * The first port from `port` on that can be listened on at `host`; 0 asks the system for one.
 *
 * @throws {UserError} when a hundred from there on are taken, or `host` is not of this machine
 */
export function freePort(port: number, host: string): Promise<number>;
