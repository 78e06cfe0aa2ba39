import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HeadBroadcast } from '../helpers/head-broadcast';
import { atLeast, atMost, type BenchRow, type BenchSection } from './bench-bar';
import { processorSeconds } from './processor-seconds';

const COLS = 120;
const ROWS = 36;
const GRID = `${COLS}x${ROWS}`;
const SETTLE_MS = 2_000;
/** Until what the system takes in somebody's place is full. */
const DEAF_SETTLE_MS = 6_000;
const MEASURE_MS = 10_000;
const CROWD = 100;
/** How an update begins: one a frame. */
const UPDATE = '\x1b[?2026h';

/** What is broadcast reaches curl and ssh how, and what viewers cost the server. */
export async function runWatchBench(): Promise<BenchSection> {
  const folder = mkdtempSync(join(tmpdir(), 'webcrt-watch-'));
  const server = await startServer(folder);
  const stage = await HeadBroadcast.open(server.url);
  try {
    const curl = await measureProgram('curl', [
      '-sN',
      `${server.url}/watch/${stage.token}?cols=${COLS}`,
    ]);
    const ssh = await measureProgram('ssh', [
      ...['-tt', '-p', String(stage.sshPort), '-o', 'StrictHostKeyChecking=no', '-F', '/dev/null'],
      ...['-o', `UserKnownHostsFile=${join(folder, 'known')}`, `${stage.token}@127.0.0.1`],
    ]);
    const one = await measureViewers(server, stage.token, 1, 0);
    const deaf = await measureViewers(server, stage.token, 1, 50);
    const many = await measureViewers(server, stage.token, CROWD, 0);
    const rows: BenchRow[] = [
      { what: 'curl -N', grid: GRID, value: curl.fps, unit: 'fps', note: rateNote(curl.mbps) },
      {
        what: 'ssh, a terminal of 80x24',
        grid: '80x24',
        value: ssh.fps,
        unit: 'fps',
        note: rateNote(ssh.mbps),
      },
      { what: 'the server, one viewer', grid: GRID, value: one, unit: 'cores' },
      {
        what: 'the server, one viewer and 50 who take nothing',
        grid: GRID,
        value: deaf,
        unit: 'cores',
      },
      { what: `the server, ${CROWD} viewers`, grid: GRID, value: many, unit: 'cores' },
      {
        what: 'frames sent by the client',
        grid: GRID,
        value: stage.fps,
        unit: 'fps',
        note: rateNote(stage.mbps),
      },
    ];
    const times = (cores: number) => ({
      value: cores / one,
      note: `${cores.toFixed(3)} of ${one.toFixed(3)} cores`,
    });
    return {
      rows,
      bars: [
        atLeast(25, { id: 'V1', what: 'frames at curl and ssh', unit: 'fps' }, [
          { value: curl.fps, note: `curl ${curl.fps.toFixed(1)}` },
          { value: ssh.fps, note: `ssh ${ssh.fps.toFixed(1)}` },
        ]),
        atMost(1.5, { id: 'V2', what: `a stream of ${GRID}`, unit: 'Mbit/s' }, [
          { value: curl.mbps, note: rateNote(curl.mbps) },
        ]),
        atMost(2, { id: 'V3', what: `${CROWD} viewers of one grid, of one`, unit: 'times' }, [
          times(many),
        ]),
        atMost(1.1, { id: 'V4', what: '50 viewers who take nothing, of none', unit: 'times' }, [
          times(deaf),
        ]),
      ],
    };
  } finally {
    stage.close();
    server.process.kill();
    await once(server.process, 'exit');
    rmSync(folder, { recursive: true });
  }
}

function rateNote(mbps: number): string {
  return `${mbps.toFixed(2)} Mbit/s`;
}

interface RunningServer {
  readonly url: string;
  readonly port: number;
  readonly process: ChildProcess;
}

async function startServer(folder: string): Promise<RunningServer> {
  const server = spawn(process.execPath, [
    ...['out/server/cli.js', '--port', '0', '--ssh-port', '0', '--data', folder, '--quiet'],
  ]);
  const [line] = (await once(server.stdout.setEncoding('utf8'), 'data')) as [string];
  const url = /http:\/\/[\d.]+:(\d+)/.exec(line);
  if (url === null) throw new Error(`no address in ${line}`);
  return { url: url[0], port: Number(url[1]), process: server };
}

async function measureProgram(
  command: string,
  options: readonly string[],
): Promise<{ fps: number; mbps: number }> {
  const program = spawn(command, options);
  let frames = 0;
  let bytes = 0;
  program.stdout.on('data', (piece: Buffer) => {
    bytes += piece.length;
    frames += piece.toString('latin1').split(UPDATE).length - 1;
  });
  await pause(SETTLE_MS);
  [frames, bytes] = [0, 0];
  await pause(MEASURE_MS);
  const result = { fps: (frames * 1_000) / MEASURE_MS, mbps: (bytes * 8) / 1_000 / MEASURE_MS };
  program.kill();
  await once(program, 'exit');
  return result;
}

/** Cores that the server takes with so many viewers. */
async function measureViewers(
  { port, process: server }: RunningServer,
  token: string,
  reading: number,
  deaf: number,
): Promise<number> {
  const viewers = Array.from({ length: reading + deaf }, (_, index): Socket => {
    const socket = connect(port, '127.0.0.1');
    socket.write(`GET /watch/${token}?cols=${COLS} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    if (index < reading) socket.resume();
    else socket.pause();
    return socket;
  });
  await pause(deaf > 0 ? DEAF_SETTLE_MS : SETTLE_MS);
  const before = processorSeconds(server.pid ?? 0);
  await pause(MEASURE_MS);
  const cores = ((processorSeconds(server.pid ?? 0) - before) * 1_000) / MEASURE_MS;
  for (const viewer of viewers) viewer.destroy();
  await pause(500);
  return cores;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
