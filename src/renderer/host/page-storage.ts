/** The page's local storage; `null` where site data is blocked, and even looking at it throws. */
export function pageStorage(): Storage | null {
  return usable(() => window.localStorage);
}

/** The tab's own storage, likewise. */
export function tabStorage(): Storage | null {
  return usable(() => window.sessionStorage);
}

function usable(open: () => Storage): Storage | null {
  try {
    const storage = open();
    storage.getItem('');
    return storage;
  } catch {
    return null;
  }
}
