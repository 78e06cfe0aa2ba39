import { type Disposable, DisposableStore } from '../../shared/base/lifecycle';
import type { LinesTold } from '../../shared/protocol/shell-lines';
import type { ShellInput } from '../../shared/shell/shell-keys';
import {
  createShellScreen,
  type ShellScreen,
  type ShellSize,
} from '../../shared/shell/shell-screen';
import type { TileKey } from '../../shared/stage/tile-key';
import { ShellScrollback } from '../call/shell-scrollback';
import type { StageShell } from '../terminal/stage-surface';
import type { StageView } from '../ui/stage-view';

/** Where a tile's terminal really is. */
export interface ShellEnd {
  type(inputs: readonly ShellInput[]): void;
  askForLines(above: number, lines: number): void;
}

interface Tile extends Disposable {
  readonly picture: StageShell;
  readonly end: ShellEnd;
  readonly scrollback: ShellScrollback;
  /** As it is now, whatever is looked at; `null`: it is kept from the local user. */
  screen: ShellScreen | null;
  size: ShellSize;
}

/** The tiles of terminals: what is shown on them, and where keys go that are typed there. */
export class ShellTiles implements Disposable {
  private readonly tiles = new Map<TileKey, Tile>();

  constructor(
    private readonly stage: () => Pick<StageView, 'showShell'>,
    private readonly handleFocus: (key: TileKey | null) => void,
  ) {}

  /** The one that keys go to; `null`: none. */
  get focused(): TileKey | null {
    for (const [key, { picture }] of this.tiles) if (picture.hasFocus) return key;
    return null;
  }

  get hasSelection(): boolean {
    return [...this.tiles.values()].some(({ picture }) => picture.selectedText !== '');
  }

  clearSelection(): void {
    for (const { picture } of this.tiles.values()) picture.clearSelection();
  }

  /** @param screen `null`: it is kept from the local user, who saw it before. */
  show(key: TileKey, screen: ShellScreen | null, end: ShellEnd): void {
    const tile = this.tiles.get(key) ?? this.create(key, screen ?? null, end);
    if (tile === null) return;
    tile.screen = screen;
    if (screen !== null) tile.size = { cols: screen.cols, rows: screen.rows };
    this.draw(key, tile);
  }

  remove(key: TileKey): void {
    const tile = this.tiles.get(key);
    if (tile === undefined) return;
    const hadFocus = tile.picture.hasFocus;
    this.tiles.delete(key);
    tile.dispose();
    this.stage().showShell(key, null);
    if (hadFocus) this.handleFocus(null);
  }

  setWritable(key: TileKey, isWritable: boolean): void {
    this.tiles.get(key)?.picture.setWritable(isWritable);
  }

  setWarned(key: TileKey, isWarned: boolean): void {
    this.tiles.get(key)?.picture.setWarned(isWarned);
  }

  /** `false`: keys cannot go there. */
  focus(key: TileKey): boolean {
    return this.tiles.get(key)?.picture.focus() ?? false;
  }

  /** What was typed into a tile: whoever types sees what they do. */
  type(key: TileKey, inputs: readonly ShellInput[]): void {
    const tile = this.tiles.get(key);
    if (tile === undefined) return;
    if (tile.scrollback.end()) this.draw(key, tile);
    tile.end.type(inputs);
  }

  /** Lines that were asked for. */
  takeLines(key: TileKey, told: LinesTold): void {
    const tile = this.tiles.get(key);
    if (tile?.scrollback.take(told) === true) this.draw(key, tile);
  }

  dispose(): void {
    for (const tile of this.tiles.values()) tile.dispose();
    this.tiles.clear();
  }

  private create(key: TileKey, screen: ShellScreen | null, end: ShellEnd): Tile | null {
    const size = screen ?? { cols: 80, rows: 24 };
    const picture = this.stage().showShell(key, {
      screen,
      size,
      isScrolledBack: false,
    });
    if (picture === null) return null;
    const store = new DisposableStore();
    const scrollback = new ShellScrollback((above, lines) => {
      end.askForLines(above, lines);
    });
    const dispose = (): void => {
      store.dispose();
    };
    const tile: Tile = { picture, end, scrollback, screen, size, dispose };
    store.add(
      picture.onInput((inputs) => {
        this.type(key, inputs);
      }),
    );
    store.add(
      picture.onFocus((hasFocus) => {
        this.handleFocus(hasFocus ? key : null);
      }),
    );
    store.add(
      picture.onScroll((lines) => {
        if (scrollback.scroll(lines, tile.size.rows)) this.draw(key, tile);
      }),
    );
    this.tiles.set(key, tile);
    return tile;
  }

  private draw(key: TileKey, { screen, size, scrollback }: Tile): void {
    const { isScrolledBack } = scrollback;
    const view = isScrolledBack ? scrollback.view(screen ?? createShellScreen(size)) : screen;
    this.stage().showShell(key, { screen: view, size, isScrolledBack });
  }
}
