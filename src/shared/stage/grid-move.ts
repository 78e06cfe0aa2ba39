/** Where one is in a list that is laid out in rows, reading order. */
export interface GridPlace {
  readonly index: number;
  /** At least 1. */
  readonly count: number;
  /** Items in a full row, at least 1. */
  readonly columns: number;
}

/** Where a key leads; `null`: it is no key for moving, or there is no such place. */
export function moveInGrid(key: string, { index, count, columns }: GridPlace): number | null {
  const to = target(key, index, count, columns);
  return to !== null && to >= 0 && to < count ? to : null;
}

function target(key: string, index: number, count: number, columns: number): number | null {
  switch (key) {
    case 'ArrowLeft':
      return index - 1;
    case 'ArrowRight':
      return index + 1;
    case 'ArrowUp':
      return index - columns;
    case 'ArrowDown': {
      // From above a short last row to its end.
      const isLastRow = Math.floor(index / columns) === Math.floor((count - 1) / columns);
      return isLastRow ? null : Math.min(index + columns, count - 1);
    }
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return /^[1-9]$/.test(key) ? Number(key) - 1 : null;
  }
}
