export interface DockerStep {
  /** In capitals: RUN, COPY, USER and so on; what a HEALTHCHECK runs is its `args`. */
  readonly name: string;
  /** As it stands behind the name, flags included. */
  readonly text: string;
  /** Of the form with brackets; `null`: it has the other form. */
  readonly args: readonly string[] | null;
}

export interface DockerStage {
  /** What it begins with, as it is where no argument says otherwise. */
  readonly image: string;
  readonly name: string | null;
  readonly steps: readonly DockerStep[];
}

/** @throws {Error} for an instruction that is none, or comes before the first FROM */
export function readDockerfile(text: string): readonly DockerStage[];
