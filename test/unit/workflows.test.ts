import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { baseOf, checkLayers } from '../../scripts/release/image.mjs';
import { STEPS } from '../../scripts/release/steps.mjs';

const ROOT = new URL('../../', import.meta.url);
const FOLDER = new URL('.github/workflows/', ROOT);

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}

interface Job {
  readonly 'runs-on': string;
  readonly 'timeout-minutes'?: number;
  readonly needs?: string | readonly string[];
  readonly permissions?: Readonly<Record<string, string>>;
  readonly strategy?: {
    readonly matrix: { readonly include?: readonly { readonly arch: string }[] };
  };
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const read = (path: string): string => readFileSync(new URL(path, ROOT), 'utf8');
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith('.yml'));
const textOf = (name: string): string => readFileSync(new URL(name, FOLDER), 'utf8');
const workflowOf = (name: string): Workflow => parse(textOf(name)) as Workflow;
const stepsOf = ({ jobs }: Workflow): readonly Step[] =>
  Object.values(jobs).flatMap(({ steps }) => steps);

describe.each(FILES)('the workflow %s', (name) => {
  const workflow = workflowOf(name);

  it('takes actions by their commit, and says which version that is', () => {
    const uses = textOf(name).match(/^.*\buses:.*$/gm) ?? [];
    expect(uses.length).toBe(stepsOf(workflow).filter((step) => step.uses !== undefined).length);
    for (const line of uses) {
      expect(line).toMatch(/uses: [\w-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    }
  });

  it('may read, and nothing else unless a job says so', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
  });

  it('leaves no key of its own in the checkout, and ends', () => {
    for (const job of Object.values(workflow.jobs)) {
      expect(job['timeout-minutes']).toBeLessThanOrEqual(60);
      const checkouts = job.steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
      for (const step of checkouts)
        expect(step.with).toMatchObject({ 'persist-credentials': false });
    }
  });

  it('puts nothing into a script that somebody else may have written', () => {
    for (const { run = '' } of stepsOf(workflow)) {
      expect(run).not.toMatch(/\$\{\{[^}]*(github\.(event|head_ref|ref_name)|secrets|inputs)/);
    }
  });

  it('runs scripts that there are, with steps that there are', () => {
    const { scripts } = JSON.parse(read('package.json')) as {
      readonly scripts: Readonly<Record<string, string>>;
    };
    for (const { run = '' } of stepsOf(workflow)) {
      for (const [, script = ''] of run.matchAll(/\bnpm run ([\w:]+)/g)) {
        expect(scripts).toHaveProperty([script]);
        const path = /^node (\S+)/.exec(scripts[script])?.[1];
        if (path !== undefined) expect(existsSync(new URL(path, ROOT)), path).toBe(true);
      }
      for (const [, words = ''] of run.matchAll(/\bnpm run release -- ([^\n]+)/g)) {
        for (const step of words.trim().split(/\s+/)) expect(STEPS).toHaveProperty([step]);
      }
      for (const [path = ''] of run.matchAll(/\b(?:deploy|scripts|\.ci)\/[\w./-]+/g)) {
        expect(existsSync(new URL(path, ROOT)), path).toBe(true);
      }
    }
  });
});

describe('the workflow of a pull request', () => {
  it('knows no secret', () => {
    for (const name of FILES.filter((each) => 'pull_request' in workflowOf(each).on)) {
      expect(textOf(name)).not.toContain('secrets.');
    }
    for (const name of FILES) expect(workflowOf(name).on).not.toHaveProperty('pull_request_target');
  });
});

describe('the workflow of a release', () => {
  const { on, jobs } = workflowOf('release.yml');

  it('is begun by a tag, and by nothing else', () => {
    expect(on).toEqual({ push: { tags: ['v*'] } });
  });

  it('builds for every system and processor', () => {
    const archOf = (job: string): readonly string[] =>
      (jobs[job].strategy?.matrix.include ?? []).map(({ arch }) => arch);
    expect(archOf('linux')).toEqual(['x64', 'arm64']);
    expect(archOf('windows')).toEqual(['x64', 'arm64']);
    const wanted: Readonly<Record<string, readonly string[]>> = {
      linux: ['tar', 'deb', 'rpm', 'appimage', 'reproduce', 'electron', 'attested', 'started'],
      macos: ['macos', 'electron', 'attested', 'started'],
      windows: ['windows', 'electron', 'attested', 'started'],
      npm: ['npm', 'server-deb', 'installed', 'sbom', 'reproduce', 'debian'],
      container: ['image', 'push'],
      draft: ['gather', 'sums', 'sign'],
    };
    for (const [job, steps] of Object.entries(wanted)) {
      const words = jobs[job].steps.flatMap(({ run = '' }) => run.split(/\s+/));
      for (const step of steps) expect(words, job).toContain(step);
    }
  });

  it('hands on what each job makes, and makes a draft of all of it', () => {
    for (const job of ['linux', 'macos', 'windows', 'npm', 'container']) {
      const upload = jobs[job].steps.find(({ uses }) =>
        uses?.startsWith('actions/upload-artifact@'),
      );
      expect(upload?.with).toMatchObject({ path: 'dist/release/', 'if-no-files-found': 'error' });
    }
    expect(jobs.draft.needs).toEqual(['linux', 'macos', 'windows', 'npm', 'container']);
    const { run: last = '', env = {} } = jobs.draft.steps.at(-1) ?? {};
    expect(last).toContain('--draft --verify-tag $CANDIDATE ');
    expect(env.CANDIDATE).toBe("${{ contains(github.ref_name, '-') && '--prerelease' || '' }}");
    expect(last).toContain('--notes-file dist/release-notes.md');
    const proof = jobs.draft.steps.find(({ uses }) => uses?.includes('attest-build-provenance@'));
    expect(proof?.with).toEqual({ 'subject-checksums': 'dist/release/SHA256SUMS' });
  });

  it('names what is made for two processors by them, so that no two jobs make one file', () => {
    const { artifactName, ...systems } = parse(read('electron-builder.yml')) as Readonly<
      Record<string, unknown>
    >;
    for (const macro of ['version', 'os', 'arch', 'ext'])
      expect(artifactName).toContain(`\${${macro}}`);
    for (const system of ['linux', 'mac', 'win', 'nsis', 'dmg', 'appImage'])
      expect(systems[system] ?? {}).not.toHaveProperty('artifactName');
  });

  it('lets only those jobs write that have to, and each only what it has to', () => {
    const writing = Object.entries(jobs).flatMap(([name, { permissions = {} }]) =>
      Object.entries(permissions)
        .filter(([, right]) => right === 'write')
        .map(([what]) => `${name}: ${what}`),
    );
    expect(writing).toEqual([
      ...['container: packages', 'container: id-token', 'container: attestations'],
      ...['draft: contents', 'draft: id-token', 'draft: attestations'],
    ]);
  });

  it('gives a secret to the one step that signs with it', () => {
    const holders = Object.entries(jobs).flatMap(([name, { steps }]) =>
      steps
        .filter(({ env = {} }) => Object.values(env).some((value) => value.includes('secrets.')))
        .map(({ run }) => `${name}: ${run}`),
    );
    expect(holders).toEqual([
      'macos: npm run release -- macos electron',
      'windows: npm run release -- windows electron',
      'draft: npm run release -- sign',
    ]);
  });
});

describe('the container of a release', () => {
  const digest = `sha256:${'0a'.repeat(32)}`;

  it('is built on what is named by a digest, and tells of which commit it is', () => {
    const dockerfile = read('deploy/docker/Dockerfile');
    expect(baseOf(dockerfile, [`docker.io/library/debian@${digest}`])).toEqual({
      name: 'debian:trixie-slim',
      digest,
      reference: `debian@${digest}`,
    });
    expect(() => baseOf(dockerfile, [])).toThrow('came from no registry');
    expect(() => baseOf('FROM debian', [`debian@${digest}`])).toThrow('names no BASE');
    // In the stage and before the step that builds.
    expect(dockerfile).toMatch(/ARG WEBCRT_COMMIT\nRUN npm run build\n/);
  });

  it('is refused where it does not begin with the layers of its base', () => {
    expect(() => {
      checkLayers(['a', 'b'], ['a', 'b', 'c']);
    }).not.toThrow();
    for (const [base, image] of [
      [
        ['a', 'b'],
        ['a', 'c', 'b'],
      ],
      [['a', 'b'], ['a']],
      [[], ['a']],
    ])
      expect(() => {
        checkLayers(base, image);
      }).toThrow('does not begin with');
  });

  it('is pushed once it was tried, and proved by its digest', () => {
    const { steps } = workflowOf('release.yml').jobs.container;
    const at = (part: string): number =>
      steps.findIndex(({ run = '', uses = '' }) => `${run}${uses}`.includes(part));
    // It is there for everybody at once.
    expect(workflowOf('release.yml').jobs.container.needs).toEqual(['linux', 'npm']);
    expect(at('-- image')).toBeLessThan(at('-- push'));
    expect(at('-- push')).toBeLessThan(at('attest-build-provenance@'));
    expect(steps[at('attest-build-provenance@')].with).toEqual({
      'subject-name': '${{ steps.push.outputs.image }}',
      'subject-digest': '${{ steps.push.outputs.digest }}',
    });
  });
});

describe('the package for npm', () => {
  it('may be published, and a checkout may not', () => {
    const { scripts, ...rest } = JSON.parse(read('package.json')) as {
      readonly scripts: Readonly<Record<string, string>>;
    };
    expect(rest).not.toHaveProperty('private');
    const [command = '', ...words] = scripts.prepublishOnly.split(' ');
    const { status, stderr } = spawnSync(command, words, { cwd: fileURLToPath(ROOT) });
    expect([status, stderr.toString()]).toEqual([
      1,
      expect.stringContaining('npm publish ./webcrt-VERSION.tgz'),
    ]);
  });
});
