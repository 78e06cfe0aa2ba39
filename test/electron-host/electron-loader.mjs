// Module hooks of the app's process: `electron` is the stand-in, wherever it is imported from.
let standInUrl = '';

export function initialize(data) {
  ({ standInUrl } = data);
}

export function resolve(specifier, context, next) {
  if (specifier === 'electron') return { url: standInUrl, format: 'module', shortCircuit: true };
  return next(specifier, context);
}
