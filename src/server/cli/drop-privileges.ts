import { execFileSync } from 'node:child_process';
import type { CliOptions } from './parse-cli-options';
import { UsageError } from './usage-error';

type Accounts = Pick<CliOptions, 'user' | 'group'>;

/** Numbers are ids; the system calls take either, but a numeric string for a name. */
function toAccount(text: string): string | number {
  return /^\d+$/.test(text) ? Number(text) : text;
}

/** The group that `user` belongs to first of all. Node has no call for it. */
function primaryGroupOf(user: string): number {
  try {
    return Number(execFileSync('id', ['-g', '--', user], { stdio: ['ignore', 'pipe', 'ignore'] }));
  } catch {
    throw new UsageError(`There is no user ${user} on this machine.`);
  }
}

/** Says so before anything was bound, when `--user` and `--group` cannot work. */
export function checkPrivileges({ user, group }: Accounts): void {
  if (user === null && group === null) return;
  const option = user === null ? '--group' : '--user';
  if (process.getuid === undefined) throw new UsageError(`${option} does not work on this system.`);
  if (process.getuid() !== 0) {
    throw new UsageError(
      `${option} needs root: start as root, or leave it out and start as that user.`,
    );
  }
}

/**
 * Becomes that user and group for good. The group first: afterwards there is no right to change it.
 */
export function dropPrivileges({ user, group }: Accounts): void {
  if (user === null && group === null) return;
  checkPrivileges({ user, group });
  const newGroup = group === null ? primaryGroupOf(user ?? '') : toAccount(group);
  try {
    process.setgroups?.([newGroup]);
    process.setgid?.(newGroup);
  } catch {
    throw new UsageError(`There is no group ${newGroup} on this machine.`);
  }
  if (user === null) return;
  try {
    process.setuid?.(toAccount(user));
  } catch {
    throw new UsageError(`There is no user ${user} on this machine.`);
  }
}
