/**
 * One word for a shell.
 *
 * @param {string} text
 */
export const quote = (text) => `'${text.replaceAll("'", "'\\''")}'`;
