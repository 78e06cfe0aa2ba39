// Draws every icon of the app from the pixel maps below: `node scripts/make-icons.mjs`.
import { mkdirSync, writeFileSync } from 'node:fs';
import { encodePng } from './pictures/encode-png.mjs';
import { fromRoot } from './lib/paths.mjs';

/**
 * What the characters of a map stand for, as red, green, blue, alpha.
 *
 * @type {Readonly<Record<string, readonly number[]>>}
 */
const COLOURS = {
  '.': [0, 0, 0, 0],
  '#': [203, 210, 217, 255], // case
  o: [107, 116, 126, 255], // its shadow
  k: [9, 20, 14, 255], // the dark screen
  g: [74, 222, 128, 255], // phosphor, bright
  d: [22, 101, 52, 255], // phosphor, dim
  w: [255, 255, 255, 255],
  S: [0, 0, 0, 255], // the screen of a tray icon: each state has its own colour
};

/** The app: a face drawn in blocks of phosphor on an old screen. */
const APP_MAP = `
................................
................................
..############################..
.##############################.
.##############################.
.###oooooooooooooooooooooooo###.
.##okkkkkkkkkkkkkkkkkkkkkkkko##.
.##okkkkkkkkkddddddkkkkkkkkko##.
.##okkkkkkkddggggggddkkkkkkko##.
.##okkkkkkdggggggggggdkkkkkko##.
.##okkkkkdggggggggggggdkkkkko##.
.##okkkkkdggkkggggkkggdkkkkko##.
.##okkkkdgggkkggggkkgggdkkkko##.
.##okkkkdgggkkggggkkgggdkkkko##.
.##okkkkdggggggggggggggdkkkko##.
.##okkkkdggggggggggggggdkkkko##.
.##okkkkdgggkggggggkgggdkkkko##.
.##okkkkkdgggkggggkgggdkkkkko##.
.##okkkkkdggggkkkkggggdkkkkko##.
.##okkkkkkdggggggggggdkkkkkko##.
.##okkkkkkkddggggggddkkkkkkko##.
.##okkkkkkkkkddddddkkkkkkkkko##.
.###oooooooooooooooooooooooo###.
.##############################.
.####gg################oo#oo###.
.##############################.
..############################..
..........############..........
........################........
......####################......
................................
................................`;

/** Tray icons differ in shape, too: colour alone tells not everybody. */
const TRAY_STATES = {
  available: {
    screen: [34, 160, 84, 255],
    map: `
................
.##############.
##SSSSSSSSSSSS##
#SSSSSSSSSSSSSS#
#SSSSSSSSSSSSSS#
#SSSwSSSSSSwSSS#
#SSSwSSSSSSwSSS#
#SSSSSSSSSSSSSS#
#SSSwSSSSSSwSSS#
#SSSSwwwwwwSSSS#
#SSSSSSSSSSSSSS#
##SSSSSSSSSSSS##
.##############.
......####......
....########....
................`,
  },
  away: {
    screen: [180, 130, 20, 255],
    map: `
................
.##############.
##SSSSSSSSSSSS##
#SSSSSSSSSSSSSS#
#SSSSwwwwwwSSSS#
#SSSSSSSSwSSSSS#
#SSSSSSSwSSSSSS#
#SSSSSSwSSSSSSS#
#SSSSSwSSSSSSSS#
#SSSSwwwwwwSSSS#
#SSSSSSSSSSSSSS#
##SSSSSSSSSSSS##
.##############.
......####......
....########....
................`,
  },
  donotdisturb: {
    screen: [110, 116, 124, 255],
    map: `
................
.##############.
##SSSSSSSSSSSS##
#SSSSSSSSSSSSSS#
#SSSSSSSSSSSSSS#
#SSSSSSSSSSSSSS#
#SSwwwwwwwwwwSS#
#SSwwwwwwwwwwSS#
#SSSSSSSSSSSSSS#
#SSSSSSSSSSSSSS#
#SSSSSSSSSSSSSS#
##SSSSSSSSSSSS##
.##############.
......####......
....########....
................`,
  },
  ringing: {
    screen: [37, 99, 235, 255],
    map: `
................
.##############.
##SSSSSSSSSSSS##
#SSSSSSSSSSSSSS#
#SSwSSSwwSSSwSS#
#SwSSSwwwwSSSwS#
#SwSSSwwwwSSSwS#
#SwSSwwwwwwSSwS#
#SSwSwwwwwwSwSS#
#SSSSSSSSSSSSSS#
#SSSSSSwwSSSSSS#
##SSSSSSSSSSSS##
.##############.
......####......
....########....
................`,
  },
  call: {
    screen: [205, 32, 44, 255],
    map: `
................
.##############.
##SSSSSSSSSSSS##
#SSSSSSSSSSSSSS#
#SSSSSwwwwSSSSS#
#SSSSwwwwwwSSSS#
#SSSSwwwwwwSSSS#
#SSSSwwwwwwSSSS#
#SSSSwwwwwwSSSS#
#SSSSSwwwwSSSSS#
#SSSSSSSSSSSSSS#
##SSSSSSSSSSSS##
.##############.
......####......
....########....
................`,
  },
};

/** Sizes inside an .icns, by Apple's name for each. */
const ICNS_SIZES = { ic07: 128, ic08: 256, ic09: 512, ic10: 1_024 };
const ICO_SIZES_PX = [16, 32, 64, 128, 256];
const ICON_PX = 512;
/** What the icon themes of Linux desktops have folders for. */
const LINUX_SIZES_PX = [16, 24, 32, 48, 64, 128, 256, 512];

/**
 * A picture of `sizePx` squared: every cell of the map becomes a square.
 *
 * @param {string} map
 * @param {number} sizePx
 */
function paint(map, sizePx, colours = COLOURS) {
  const rows = map.trim().split('\n');
  const pixels = Buffer.alloc(sizePx * sizePx * 4);
  for (let y = 0; y < sizePx; y += 1) {
    const row = rows[Math.floor((y * rows.length) / sizePx)];
    for (let x = 0; x < sizePx; x += 1) {
      const cell = row[Math.floor((x * row.length) / sizePx)];
      pixels.set(colours[cell], (y * sizePx + x) * 4);
    }
  }
  return pixels;
}

/**
 * Windows: a directory of PNGs. A size of 256 is written as 0.
 *
 * @param {readonly { sizePx: number, png: Buffer }[]} images
 */
function encodeIco(images) {
  const header = Buffer.alloc(6);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(images.length, 4);
  let offset = header.length + images.length * 16;
  const entries = images.map(({ sizePx, png }) => {
    const entry = Buffer.alloc(16);
    entry.set([sizePx % 256, sizePx % 256], 0);
    entry.writeUInt16LE(1, 4);
    entry.writeUInt16LE(32, 6);
    entry.writeUInt32LE(png.length, 8);
    entry.writeUInt32LE(offset, 12);
    offset += png.length;
    return entry;
  });
  return Buffer.concat([header, ...entries, ...images.map(({ png }) => png)]);
}

/**
 * macOS: PNGs, each after its type and length.
 *
 * @param {readonly { type: string, png: Buffer }[]} images
 */
function encodeIcns(images) {
  const entries = images.map(({ type, png }) => icnsEntry(type, png));
  return icnsEntry('icns', Buffer.concat(entries));
}

/**
 * @param {string} type
 * @param {Buffer} data
 */
function icnsEntry(type, data) {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32BE(data.length + head.length, 4);
  return Buffer.concat([head, data]);
}

/** @param {number} sizePx */
const appPng = (sizePx) => encodePng(paint(APP_MAP, sizePx), sizePx, sizePx);

/**
 * @param {string} path
 * @param {Buffer} bytes
 */
function write(path, bytes) {
  writeFileSync(fromRoot('assets', path), bytes);
}

mkdirSync(fromRoot('assets', 'tray'), { recursive: true });
mkdirSync(fromRoot('assets', 'linux', 'icons'), { recursive: true });
write('icon.png', appPng(ICON_PX));
for (const sizePx of LINUX_SIZES_PX) write(`linux/icons/${sizePx}.png`, appPng(sizePx));
write('icon.ico', encodeIco(ICO_SIZES_PX.map((sizePx) => ({ sizePx, png: appPng(sizePx) }))));
write(
  'icon.icns',
  encodeIcns(Object.entries(ICNS_SIZES).map(([type, sizePx]) => ({ type, png: appPng(sizePx) }))),
);
for (const [state, { screen, map }] of Object.entries(TRAY_STATES)) {
  const colours = { ...COLOURS, S: screen };
  write(`tray/${state}.png`, encodePng(paint(map, 16, colours), 16, 16));
  write(`tray/${state}@2x.png`, encodePng(paint(map, 32, colours), 32, 32));
}
