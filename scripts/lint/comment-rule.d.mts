import type { Rule } from 'eslint';

export const commentRule: Rule.RuleModule;
