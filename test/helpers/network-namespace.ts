import { execFileSync, type ChildProcess, spawn } from 'node:child_process';
import { findCommand } from '../../scripts/lib/find-browser.mjs';

/** Why this machine has no namespaces for tests, as the end of a sentence; `null`: it has. */
export function namespacesFault(): string | null {
  if (process.platform !== 'linux') return 'they are a thing of Linux';
  if (process.getuid?.() !== 0) return 'they take root';
  for (const command of ['ip', 'nft']) {
    if (findCommand(command) === null) return `there is no command ${command}`;
  }
  const trial = NetworkNamespace.nameOf('trial');
  try {
    execFileSync('ip', ['netns', 'add', trial], { stdio: 'pipe' });
    execFileSync('ip', ['netns', 'exec', trial, 'nft', 'add', 'table', 'ip', 'trial'], {
      stdio: 'pipe',
    });
    return null;
  } catch (error) {
    return `the system allows none (${String(error).split('\n').at(-1) ?? ''})`;
  } finally {
    try {
      execFileSync('ip', ['netns', 'del', trial], { stdio: 'pipe' });
    } catch {
      // It was not made.
    }
  }
}

/** A machine of a network of the test's own: nothing leads out of it. */
export class NetworkNamespace {
  private constructor(readonly name: string) {}

  static nameOf(short: string): string {
    return `webcrt-${process.pid}-${short}`;
  }

  static create(short: string): NetworkNamespace {
    const namespace = new NetworkNamespace(NetworkNamespace.nameOf(short));
    execFileSync('ip', ['netns', 'add', namespace.name], { stdio: 'pipe' });
    namespace.ip('link set lo up');
    return namespace;
  }

  /** What a command is to be preceded by for running here. */
  get prefix(): readonly string[] {
    return ['ip', 'netns', 'exec', this.name];
  }

  /** Runs `ip` here: `link set lo up`. */
  ip(words: string): void {
    execFileSync('ip', ['-n', this.name, ...words.split(' ')], { stdio: 'pipe' });
  }

  /** Ties this machine to another by a cable. */
  connect(here: string, other: NetworkNamespace, there: string): void {
    this.ip(`link add ${here} type veth peer name ${there} netns ${other.name}`);
    this.ip(`link set ${here} up`);
    other.ip(`link set ${there} up`);
  }

  /** Replaces what this machine does with packets, in the language of nft. */
  setRules(rules: string): void {
    const [command, ...args] = [...this.prefix, 'nft', '-f', '-'];
    execFileSync(command, args, { input: `flush ruleset\n${rules}`, stdio: 'pipe' });
  }

  /** Passes on what comes in for others. */
  forward(): void {
    const [command, ...args] = [
      ...this.prefix,
      'sh',
      '-c',
      'echo 1 > /proc/sys/net/ipv4/ip_forward',
    ];
    execFileSync(command, args, { stdio: 'pipe' });
  }

  spawn(...words: readonly string[]): ChildProcess {
    const [command, ...args] = [...this.prefix, ...words];
    return spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  }

  /** With all the cables that end here. */
  remove(): void {
    execFileSync('ip', ['netns', 'del', this.name], { stdio: 'pipe' });
  }
}
