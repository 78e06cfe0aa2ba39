/**
 * The public half of the key by which releases and the list of versions are signed, as hexadecimal
 * digits. `npm run release -- key` makes another.
 */
export const RELEASE_KEY = 'ae902878eb5236cd8b108a4d6559eb83771a787b476a90002d5db6d6c444ce9e';
