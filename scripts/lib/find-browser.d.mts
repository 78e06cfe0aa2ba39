type Environment = Readonly<Record<string, string | undefined>>;

export function findBrowser(env?: Environment, platform?: NodeJS.Platform): string | null;
export function findCommand(name: string, env?: Environment): string | null;
