import type { Rule } from 'eslint';

export const sentenceRule: Rule.RuleModule;
