import { buildStale } from '../../scripts/lib/build.mjs';

/**
 * Builds the server's command, and the manual, once, before any test runs it: a build empties
 * `out/server`, where test processes beside this one may just be starting it. Nothing is done when
 * it is as its sources are.
 */
export default function buildServer(): Promise<void> {
  return buildStale(['server', 'manual']);
}
