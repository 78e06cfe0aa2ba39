import type { StepOptions } from './steps.mjs';

/** What an image begins with. */
export interface ImageBase {
  /** As the Dockerfile names it: `debian:trixie-slim`. */
  readonly name: string;
  /** `sha256:` and 64 hexadecimal digits. */
  readonly digest: string;
  /** Both, as Docker takes them: `debian@sha256:...` */
  readonly reference: string;
}

/**
 * @param repoDigests What Docker says of the image that it fetched.
 * @throws {UserError} where the Dockerfile names no base, or that came from no registry
 */
export function baseOf(dockerfile: string, repoDigests: readonly string[]): ImageBase;

/** @throws {UserError} unless the layers of `image` begin with those of `base` */
export function checkLayers(base: readonly string[], image: readonly string[]): void;

/**
 * Builds the container of the server on the base that its tag names today, by digest, starts it,
 * and asks it how it is. Without Docker a rehearsal says so.
 *
 * @throws {UserError} where it is not on that base, not of this commit, or root
 */
export function buildImage(options: StepOptions): Promise<void>;

/**
 * Pushes it, and writes down into the release which image that is, on which base, and which packages
 * of Debian are in it.
 */
export function pushImage(options: StepOptions): Promise<void>;
