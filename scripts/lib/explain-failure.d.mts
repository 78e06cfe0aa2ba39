export function explainFailure(command: string, output: string): string;
export function installFailure(command: string, output: string): Error;
