/**
 * Installs a package in a bare Debian, starts what it brings as an ordinary user, and purges it.
 *
 * @throws {UserError} where one of the steps fails, or something but the user's own data is left.
 */
export function tryInBareDebian(deb: string): Promise<void>;
