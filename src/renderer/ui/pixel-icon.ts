// Icons of 12 by 12 pixels: `#` is one.

const ICONS = {
  microphone: [
    '....####....',
    '....####....',
    '....####....',
    '....####....',
    '.#..####..#.',
    '.#..####..#.',
    '.#........#.',
    '..##....##..',
    '....####....',
    '.....##.....',
    '.....##.....',
    '...######...',
  ],
  camera: [
    '............',
    '............',
    '#######.....',
    '########..##',
    '########.###',
    '############',
    '############',
    '########.###',
    '########..##',
    '#######.....',
    '............',
    '............',
  ],
  call: [
    '............',
    '..########..',
    '.##########.',
    '###......###',
    '##..####..##',
    '....#..#....',
    '...##..##...',
    '..########..',
    '..###..###..',
    '.####..####.',
    '.##########.',
    '............',
  ],
  hangUp: [
    '............',
    '............',
    '............',
    '..########..',
    '.##########.',
    '############',
    '####....####',
    '####....####',
    '.##......##.',
    '............',
    '............',
    '............',
  ],
  enter: [
    '......######',
    '.....##...##',
    '....##....##',
    '...##.....##',
    '..##......##',
    '.##########.',
    '############',
    '.##.........',
    '..##........',
    '...##.......',
    '....##......',
    '............',
  ],
  chat: [
    '.##########.',
    '##........##',
    '#..######..#',
    '#..........#',
    '#..####....#',
    '##........##',
    '.####.#####.',
    '....#.#.....',
    '....##......',
    '....#.......',
    '............',
    '............',
  ],
  people: [
    '...##.......',
    '..####...##.',
    '..####..####',
    '...##...####',
    '.........##.',
    '.######.....',
    '########.##.',
    '########.###',
    '########.###',
    '########.###',
    '............',
    '............',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type IconName = keyof typeof ICONS;

const SIZE = 12;
const NAMESPACE = 'http://www.w3.org/2000/svg';

/**
 * Draws one in the colour of the text around it; `isStruck`: with a line through it. For the eye
 * alone.
 */
export function pixelIcon(name: IconName, isStruck: boolean): SVGSVGElement {
  const svg = document.createElementNS(NAMESPACE, 'svg');
  svg.setAttribute('viewBox', `0 0 ${SIZE} ${SIZE}`);
  svg.setAttribute('shape-rendering', 'crispEdges');
  svg.ariaHidden = 'true';
  const path = document.createElementNS(NAMESPACE, 'path');
  path.setAttribute('d', pixelPath(ICONS[name], isStruck));
  path.setAttribute('fill', 'currentColor');
  svg.append(path);
  return svg;
}

/** A square for each pixel. Pure. */
export function pixelPath(rows: readonly string[], isStruck: boolean): string {
  const squares: string[] = [];
  for (let y = 0; y < SIZE; y++) {
    for (let x = 0; x < SIZE; x++) {
      if (isSet(rows, x, y, isStruck)) squares.push(`M${x} ${y}h1v1h-1z`);
    }
  }
  return squares.join('');
}

/** The line goes from the upper left to the lower right, with nothing beside it. */
function isSet(rows: readonly string[], x: number, y: number, isStruck: boolean): boolean {
  const beside = Math.abs(x - y);
  if (isStruck && beside <= 1) return beside === 0;
  return rows[y][x] === '#';
}
