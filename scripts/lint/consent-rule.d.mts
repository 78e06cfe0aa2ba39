import type { Rule } from 'eslint';

export const CONSENT_STEPS: Readonly<Record<string, readonly string[]>>;
export const consentRule: Rule.RuleModule;
