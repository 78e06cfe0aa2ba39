const KNOWN = new Set([
  ...['RUN', 'COPY', 'WORKDIR', 'ARG', 'ENV', 'USER', 'VOLUME', 'EXPOSE'],
  ...['HEALTHCHECK', 'ENTRYPOINT', 'CMD'],
]);

/** @typedef {import('./dockerfile.mjs').DockerStep} DockerStep */

/** @type {typeof import('./dockerfile.mjs').readDockerfile} */
export function readDockerfile(text) {
  /** @type {{ image: string, name: string | null, steps: DockerStep[] }[]} */
  const stages = [];
  /** @type {Map<string, string>} */
  const given = new Map();
  const lines = text
    .replace(/^#.*\n/gm, '')
    .replace(/\\\n/g, ' ')
    .split('\n');
  for (const line of lines.filter((each) => each.trim() !== '')) {
    const [, name = '', rest = ''] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? [];
    if (name === 'ARG' && stages.length === 0) {
      const [, argument = '', value = ''] = /^(\w+)=(\S+)$/.exec(rest) ?? [];
      given.set(argument, value);
      continue;
    }
    if (name === 'FROM') {
      const [, image = '', alias = null] = /^(\S+)(?:\s+AS\s+(\S+))?$/i.exec(rest) ?? [];
      stages.push({ image: expand(image, given), name: alias, steps: [] });
      continue;
    }
    const stage = stages.at(-1);
    if (stage === undefined || !KNOWN.has(name)) throw new Error(`No instruction: ${line}`);
    stage.steps.push({ name, text: rest, args: readArgs(rest) });
  }
  return stages;
}

/**
 * Puts in what stands before the first stage.
 *
 * @param {string} image
 * @param {ReadonlyMap<string, string>} given
 */
const expand = (image, given) =>
  image.replace(/\$\{(\w+)\}/g, (_, name) => {
    const value = given.get(name);
    if (value === undefined) throw new Error(`Nobody says what ${name} is.`);
    return value;
  });

/**
 * @param {string} text
 * @returns {readonly string[] | null}
 */
function readArgs(text) {
  const list = /(?:^|\sCMD\s+)(\[.*\])$/.exec(text)?.[1];
  return list === undefined ? null : JSON.parse(list);
}
