/** Closes a union: the compiler lists every place to visit when a member is added. */
export function assertNever(value: never, what: string): never {
  throw new Error(`Unexpected ${what}: ${JSON.stringify(value)}`);
}
