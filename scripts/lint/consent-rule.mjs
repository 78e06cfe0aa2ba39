/**
 * What opens a camera, a microphone or a screen, or makes a track live, and the only files that may
 * name it. From the user's deed to what is sent there is one way, and these are its steps.
 *
 * @type {typeof import('./consent-rule.mjs').CONSENT_STEPS}
 */
export const CONSENT_STEPS = {
  // Decides whether devices are on.
  openCamera: ['src/renderer/call/media-switch.ts'],
  openMicrophone: ['src/renderer/call/media-switch.ts'],
  // Opens them.
  openTrack: ['src/renderer/media/device-opener.ts'],
  getUserMedia: ['src/renderer/media/device-access.ts'],
  getDisplayMedia: ['src/renderer/media/device-access.ts'],
  openDisplay: [
    'src/renderer/media/chosen-display.ts',
    'src/renderer/media/screen-share.ts',
    'src/renderer/media/sources/screen-source.ts',
  ],
  // Places them: a place is made empty.
  addTransceiver: ['src/renderer/rtc/sending-places.ts', 'src/renderer/rtc/simple-peer-link.ts'],
  // Makes them live.
  replaceTrack: ['src/renderer/rtc/sender-track.ts'],
  addTrack: [],
  addStream: [],
};

/** Who may switch a track between silent and heard. */
const SWITCHES = ['src/renderer/media/local-track.ts'];

/**
 * The name of a property, however it is written; `null`: known only when it runs.
 *
 * @param {{ computed: boolean }} owner
 * @param {import('estree').Node} key
 */
function nameOf({ computed }, key) {
  if (key.type === 'Identifier' && !computed) return key.name;
  return key.type === 'Literal' ? String(key.value) : null;
}

/**
 * A rule of ESLint: whatever leads to a live track is named where `CONSENT_STEPS` has it, and
 * nowhere else.
 *
 * @type {typeof import('./consent-rule.mjs').consentRule}
 */
export const consentRule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      step: 'Only {{ owners }} may use {{ name }}: devices are opened and tracks sent in one way.',
    },
  },
  create(context) {
    const path = context.filename.replaceAll('\\', '/');
    /** @param {readonly string[]} owners */
    const isOwner = (owners) => owners.some((owner) => path.endsWith(owner));
    /**
     * @param {import('estree').Node} node
     * @param {string | null} name
     * @param {readonly string[]} owners
     */
    const report = (node, name, owners) => {
      const data = { name: String(name), owners: owners.join(', ') || 'nobody' };
      if (!isOwner(owners)) context.report({ node, messageId: 'step', data });
    };
    /**
     * @param {import('estree').Node} node
     * @param {string | null} name
     */
    const check = (node, name) => {
      if (name !== null && Object.hasOwn(CONSENT_STEPS, name)) {
        report(node, name, CONSENT_STEPS[name]);
      }
    };
    return {
      MemberExpression(node) {
        check(node, nameOf(node, node.property));
      },
      'ObjectPattern > Property'(/** @type {import('estree').Property} */ node) {
        check(node, nameOf(node, node.key));
      },
      'AssignmentExpression > MemberExpression.left'(
        /** @type {import('estree').MemberExpression} */ node,
      ) {
        const name = nameOf(node, node.property);
        if (name === 'enabled') report(node, name, SWITCHES);
      },
    };
  },
};
