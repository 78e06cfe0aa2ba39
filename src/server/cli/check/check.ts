import { join } from 'node:path';
import { describeError } from '../../../shared/base/error-code';
import { isSameServer } from '../../../shared/signalling/server-address';
import { CRYPTO_RANDOM } from '../../random';
import { readSecret, temporaryFolder } from '../../secret-file';
import { SYSTEM_CLOCK } from '../../system-clock';
import { urlOf } from '../listen';
import { makeHttpServer } from '../make-http-server';
import type { CliOptions } from '../parse-cli-options';
import { openTurn } from '../read-turn';
import { UsageError } from '../usage-error';
import { ask } from './ask';
import { checkAddress, toPublicAddress } from './check-address';
import { checkClock } from './check-clock';
import { checkData, judgeSecretFile } from './check-files';
import { checkProxy } from './check-proxy';
import { checkTurn } from './check-turn';
import { type Finding, note, renderCount, renderFinding, right, wrong } from './finding';
import { isWell } from './is-well';

/** As the server writes it into `--data`. */
const SECRET_NAME = 'restart.secret';

const COMPONENTS = { clock: SYSTEM_CLOCK, random: CRYPTO_RANDOM };

/**
 * Looks at a server from the outside in, by the options that it is started with.
 *
 * @param urls where people come, besides `--public-url`
 * @param print takes what is to be shown, line by line, as it is found
 * @returns whether nothing is wrong
 */
export async function check(
  options: CliOptions,
  urls: readonly string[],
  print: (text: string) => void,
): Promise<boolean> {
  const findings: Finding[] = [];
  const report = (found: readonly Finding[]): void => {
    for (const finding of found) print(renderFinding(finding));
    findings.push(...found);
  };
  for (const url of addressesOf(options, urls)) report(await checkWay(url, options));
  report(judgePublicUrls(options, urls));
  report([await checkListening(options)]);
  report(checkCertificateFiles(options));
  report(checkData(options));
  report(await checkTurnOptions(options));
  report([checkClock()]);
  print(renderCount(findings));
  return findings.every(({ verdict }) => verdict !== 'wrong');
}

/** Each address once, however it is written. */
function addressesOf({ publicUrls }: CliOptions, urls: readonly string[]): readonly string[] {
  const all = [...urls, ...publicUrls];
  return all.filter((url, at) => all.findIndex((each) => isSameServer(each, url)) === at);
}

async function checkWay(text: string, options: CliOptions): Promise<Finding[]> {
  const address = toPublicAddress(text);
  const findings = await checkAddress(address, options, SYSTEM_CLOCK.nowMs());
  const isThere = findings.some(({ verdict, subject }) => subject === 'path' && verdict === 'ok');
  if (!isThere) return findings;
  const seen = await checkProxy(address.url, options, readRunningSecret(options), SYSTEM_CLOCK);
  return [...findings, ...seen];
}

function judgePublicUrls({ publicUrls }: CliOptions, urls: readonly string[]): Finding[] {
  const first = urls.at(0);
  if (publicUrls.length === 0) {
    return [
      first === undefined
        ? wrong(
            'public url',
            'Nobody has said how people reach this server, so nothing can be tried from outside.',
            'Give it --public-url https://NAME/, which also makes proofs for other servers worth nothing here.',
          )
        : note(
            'public url',
            'The server does not know how people reach it, and believes what each says.',
            `Start it with --public-url ${first}: a proof that somebody gave another server is worth nothing then.`,
          ),
    ];
  }
  return urls
    .filter((url) => !publicUrls.some((each) => isSameServer(each, url)))
    .map((url) =>
      wrong(
        'public url',
        `${url} is no --public-url: whoever comes that way is a guest, whatever their key.`,
        `Start the server with --public-url ${url} as well.`,
      ),
    );
}

/** Whether the server itself answers, whatever is in front of it. */
async function checkListening(options: CliOptions): Promise<Finding> {
  const { host, port, tls } = options;
  const isAnyAddress = host === '0.0.0.0' || host === '::';
  const url = urlOf({ host: isAnyAddress ? '127.0.0.1' : host, tls }, port);
  try {
    const answer = await ask(new URL('readyz', url).href);
    if (isWell(answer)) {
      return right('server', `The server itself answers at ${url}.`);
    }
    return wrong(
      'server',
      `What answers at ${url} is not the server, or it is stopping (status ${answer.status}).`,
      `See which program has the port: ss -ltnp 'sport = :${port}'.`,
    );
  } catch (error) {
    return wrong(
      'server',
      `The server itself does not answer at ${url} (${describeError(error)}).`,
      'Start it (systemctl start webcrt-server), and read why it ended: journalctl -u webcrt-server -n 50.',
    );
  }
}

function checkCertificateFiles(options: CliOptions): Finding[] {
  if (options.tls === null) return [];
  const file = judgeSecretFile('key', options.tls.keyFile);
  if (file.verdict === 'wrong') return [file];
  return [
    file,
    attempt('key', () => {
      makeHttpServer(options);
      return right('key', 'The certificate and the key belong together.');
    }),
  ];
}

async function checkTurnOptions(options: CliOptions): Promise<Finding[]> {
  if (options.turn === null) {
    return [
      note(
        'turn',
        'There is no TURN server: people behind strict routers do not reach each other.',
        'Run coturn, and give --turn and --turn-secret-file.',
      ),
    ];
  }
  const file = judgeSecretFile('turn secret', options.turn.secretFile);
  const opened = attemptValue(() => openTurn(options.turn).turn ?? null);
  if (typeof opened === 'string') {
    const advice = 'Put into it what static-auth-secret is in turnserver.conf, one word.';
    return file.verdict === 'wrong' ? [file] : [wrong('turn secret', opened, advice)];
  }
  return opened === null ? [file] : [file, ...(await checkTurn(opened, COMPONENTS))];
}

function attempt(subject: string, act: () => Finding): Finding {
  const done = attemptValue(act);
  return typeof done === 'string' ? wrong(subject, done, 'Name the right files.') : done;
}

/** What `act` returns, or the sentence for the user that it throws. */
function attemptValue<T>(act: () => T): T | string {
  try {
    return act();
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
}

/** `null`: it is not to be read here. */
function readRunningSecret({ dataFolder, port }: CliOptions): Buffer | null {
  const file =
    dataFolder === null ? join(temporaryFolder(), `${port}.secret`) : join(dataFolder, SECRET_NAME);
  try {
    return readSecret(file);
  } catch {
    return null;
  }
}
