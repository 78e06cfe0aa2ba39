import { fromRoot } from './paths.mjs';

// The program that checks the scripts leaves `src` and `test` to their own: what the scripts use of
// their modules is said here again.

/** @typedef {{ readonly width: number, readonly height: number }} Size */

/**
 * What a person's browser is opened with.
 *
 * @typedef {object} AppOptions
 * @property {string} serverUrl
 * @property {string} [user]
 * @property {string} [clip]
 * @property {Size} [viewport]
 * @property {string} [sharesTab]
 * @property {object} [namespace] as `NetworkNamespace` is
 * @property {readonly string[]} [trustedOrigins]
 * @property {(context: import('playwright-core').BrowserContext) => Promise<void>} [prepare]
 */

/**
 * @typedef {object} AppDriver
 * @property {import('playwright-core').Page} page
 * @property {(url: string) => Promise<AppDriver>} openAgain
 * @property {(line: string) => Promise<void>} type
 * @property {(key: string) => Promise<void>} press
 * @property {() => Promise<string>} statusText
 * @property {(pattern: RegExp) => Promise<void>} waitForStatus
 * @property {(pattern: RegExp | string) => Promise<string>} waitForChat
 * @property {(name: string) => Promise<void>} expectPicture
 * @property {(name: string) => Promise<void>} expectNoPicture
 * @property {(what: string, holds: () => Promise<boolean>, patienceMs?: number) => Promise<void>}
 *   until
 * @property {() => Promise<void>} close
 */

/**
 * The window that a driver drives, for whoever saves nothing by it.
 *
 * @typedef {object} AppWindow
 * @property {import('playwright-core').Page} page
 * @property {() => Promise<void>} close
 */

/**
 * @typedef {{
 *   new (window: AppWindow): AppDriver,
 *   open(options: AppOptions): Promise<AppDriver>,
 * }} AppDriverClass
 */

/** @typedef {{ readonly url: string, close(): Promise<void> }} AppServer */

/** @typedef {{ id: string, name: string }} CapturedScreen */

/**
 * Makes the connections of somebody whose program is not WebCRT.
 *
 * @typedef {object} PlainEndFactory
 */

/**
 * @typedef {object} ElectronApp
 * @property {import('playwright-core').Page} window
 * @property {(screens: readonly CapturedScreen[]) => Promise<void>} setScreens
 * @property {() => Promise<number | null>} exitCode
 * @property {string} userDataDir
 * @property {(answer: string | null) => Promise<void>} answerQuestions
 * @property {() => Promise<void>} close
 */

/**
 * @typedef {object} TtyTerminal
 * @property {Promise<number>} exited
 * @property {(text: string) => void} type
 * @property {(line: string) => void} enter
 * @property {(pattern: RegExp) => Promise<void>} waitFor
 * @property {() => Promise<void>} close
 */

/**
 * @typedef {object} TerminalWindow
 * @property {import('playwright-core').Page} page
 * @property {(text: string) => void} type
 * @property {() => Promise<string>} text
 * @property {() => Promise<void>} close
 */

/**
 * @typedef {object} TerminalWindowOptions
 * @property {number} cols
 * @property {number} rows
 * @property {string} file
 * @property {readonly string[]} args
 * @property {Readonly<Record<string, string>>} [env]
 */

/**
 * @typedef {object} ElectronAppOptions
 * @property {string} [appDir]
 * @property {string} [clip]
 * @property {readonly string[]} [argv]
 * @property {Readonly<Record<string, string>>} [env]
 * @property {AppOptions['prepare']} [prepare]
 */

/**
 * @typedef {object} I420Frame
 * @property {number} width
 * @property {number} height
 * @property {Uint8Array} y
 * @property {Uint8Array} u
 * @property {Uint8Array} v
 * @property {number} yStride
 * @property {number} uStride
 * @property {number} vStride
 */

/** @typedef {{ readonly cellWidthPx: number, readonly cellHeightPx: number }} CellSizePx */

/** @typedef {CellSizePx & { readonly coverage: Uint8Array }} GlyphAtlas */

/** @typedef {Readonly<Record<string, unknown>>} PictureLook */

/** @typedef {Readonly<Record<string, unknown>>} Settings */

/**
 * @typedef {object} AsciiConfig
 * @property {number} cols
 * @property {number} rows
 * @property {string} style
 * @property {GlyphAtlas} atlas
 * @property {PictureLook} [look]
 */

/**
 * @typedef {object} CellGrid
 * @property {number} cols
 * @property {number} rows
 * @property {Uint16Array} glyphs
 * @property {Uint32Array} foreground
 * @property {Uint32Array} background
 */

/** @typedef {{ draw(frame: I420Frame): CellGrid }} AsciiEngine */

/**
 * @typedef {object} Raster
 * @property {(cells: CellGrid, pixels: Uint8ClampedArray, isComplete?: boolean) => unknown} paint
 */

/**
 * What is used of modules, by their paths.
 *
 * @typedef {{
 *   'src/renderer/terminal/terminal-theme.ts': { COLOURS: { readonly ground: string } },
 *   'src/shared/ascii/cells.ts': {
 *     createCellGrid(cols: number, rows: number): CellGrid,
 *   },
 *   'src/shared/ascii/engine.ts': { createAsciiEngine(config: AsciiConfig): AsciiEngine },
 *   'src/shared/ascii/palettes.ts': { PALETTE_NAMES: readonly string[] },
 *   'src/shared/ascii/raster.ts': {
 *     createRaster(config: CellSizePx & { atlas: GlyphAtlas }): Raster,
 *   },
 *   'src/shared/ascii/styles.ts': { STYLE_NAMES: readonly string[] },
 *   'src/shared/config/look-of-settings.ts': {
 *     lookOfSettings(settings: Settings): PictureLook,
 *   },
 *   'src/shared/config/settings.ts': { DEFAULT_SETTINGS: Settings },
 *   'test/electron-host/launch.ts': {
 *     launchElectronApp(options?: ElectronAppOptions): Promise<ElectronApp>,
 *   },
 *   'test/helpers/app-driver.ts': { AppDriver: AppDriverClass },
 *   'test/helpers/app-server.ts': {
 *     startAppServer(options?: { serverCommand?: string }): Promise<AppServer>,
 *   },
 *   'test/helpers/browser.ts': {
 *     launchPerson(options: { clip: string }): Promise<{
 *       readonly context: import('playwright-core').BrowserContext,
 *       close(): Promise<void>,
 *     }>,
 *   },
 *   'test/helpers/clivrt-peer.ts': {
 *     ClivrtPeer: {
 *       open(serverUrl: string, name: string, createEnd: PlainEndFactory): Promise<{
 *         dispose(): Promise<void>,
 *         say(text: string): void,
 *       }>,
 *     },
 *   },
 *   'test/integration/server/helpers/command.ts': {
 *     RunningCommand: {
 *       start(...args: string[]): Promise<{ readonly url: string, stop(): Promise<unknown> }>,
 *     },
 *   },
 *   'test/helpers/plain/page-end.ts': {
 *     pageEnds(
 *       context: import('playwright-core').BrowserContext,
 *       options: { isPolite: boolean, cameraAt: string },
 *     ): PlainEndFactory,
 *   },
 *   'test/helpers/captured-screens.ts': {
 *     capturedPage(
 *       page: import('playwright-core').Page,
 *       id: string,
 *       name: string,
 *     ): Promise<CapturedScreen>,
 *   },
 *   'test/helpers/face-frame.ts': { faceFrame(index?: number): I420Frame },
 *   'test/helpers/fake-camera.ts': { HEAD_CLIP: string, patternClip(): string },
 *   'test/helpers/tty-terminal.ts': {
 *     TtyTerminal: new (options: { program: string, words: readonly string[] }) => TtyTerminal,
 *   },
 *   'test/helpers/font-atlas.ts': {
 *     measureFontAtlas(cell?: CellSizePx): Promise<GlyphAtlas>,
 *   },
 *   'test/helpers/shared-page.ts': {
 *     SHARED_TITLE: string,
 *     openSharedPage(
 *       context: import('playwright-core').BrowserContext,
 *     ): Promise<import('playwright-core').Page>,
 *   },
 *   'test/helpers/terminal-window.ts': {
 *     TerminalWindow: { open(options: TerminalWindowOptions): Promise<TerminalWindow> },
 *   },
 * }} TypeScriptModules
 */

/**
 * A module; of one that is not listed above, nothing is known.
 *
 * @template {string} P
 * @typedef {P extends keyof TypeScriptModules ? TypeScriptModules[P] : Record<string, unknown>}
 *   TypeScriptModule
 */

/**
 * Imports a TypeScript module of the checkout, with everything that it imports, as vitest would.
 *
 * @template {string} P
 * @param {P} path
 * @returns {Promise<TypeScriptModule<P>>}
 */
export async function importTypeScript(path) {
  // Only once the packages are installed.
  const { runnerImport } = await import('vite');
  /** @type {{ module: TypeScriptModule<P> }} */
  const { module } = await runnerImport(fromRoot(path), {
    root: fromRoot(),
    configFile: false,
    // Those of clients without a window.
    assetsInclude: ['**/*.wasm'],
    logLevel: 'error',
  });
  return module;
}
