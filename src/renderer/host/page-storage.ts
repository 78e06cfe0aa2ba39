/** The page's local storage; `null` where site data is blocked, and even looking at it throws. */
export function pageStorage(): Storage | null {
  try {
    const { localStorage } = window;
    localStorage.getItem('');
    return localStorage;
  } catch {
    return null;
  }
}

/** The tab's own storage, likewise. */
export function tabStorage(): Storage | null {
  try {
    const { sessionStorage } = window;
    sessionStorage.getItem('');
    return sessionStorage;
  } catch {
    return null;
  }
}
