import * as v from 'valibot';
import { MAX_INPUT_CHARS, SHELL_KEY_NAMES } from './shell-keys';

/** Presses in one message. */
export const MAX_INPUTS = 16;

const textSchema = v.pipe(v.string(), v.nonEmpty(), v.maxLength(MAX_INPUT_CHARS));

/** What somebody typed, from `unknown`. */
const shellInputSchema = v.variant('kind', [
  v.strictObject({
    kind: v.literal('key'),
    key: v.picklist(SHELL_KEY_NAMES),
    ctrl: v.boolean(),
    alt: v.boolean(),
    shift: v.boolean(),
  }),
  v.strictObject({
    kind: v.literal('chord'),
    key: v.pipe(v.string(), v.regex(/^[^\p{C}]$/u)),
    ctrl: v.boolean(),
    alt: v.boolean(),
  }),
  v.strictObject({ kind: v.literal('text'), text: textSchema }),
  v.strictObject({ kind: v.literal('paste'), text: textSchema }),
]);

export const shellInputsSchema = v.pipe(
  v.array(shellInputSchema),
  v.minLength(1),
  v.maxLength(MAX_INPUTS),
);
