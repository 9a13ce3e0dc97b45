import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['.data/**', '.tap/**', 'node_modules/**', '**/dist/**'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts'],
    ignores: ['plugins/*/ui/**'],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      eqeqeq: ['error', 'always'],
      'no-eval': 'error',
      'no-new-func': 'error',
    },
  },
  {
    files: ['plugins/*/ui/**/*.{ts,tsx}'],
    languageOptions: { parserOptions: { project: './plugins/web/ui/tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: { '@typescript-eslint/no-floating-promises': 'error', '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }], eqeqeq: ['error', 'always'] },
  },
  {
    // tap reports the result of a subtest itself, so its promise needs no waiting
    files: ['**/test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-floating-promises': ['error', { allowForKnownSafeCalls: [{ from: 'package', package: '@tapjs/test', name: ['test'] }] }],
    },
  },
  {
    // the == of JSON-logic is the loose one of JavaScript, by its definition
    files: ['core/rules/operations.ts'],
    rules: { eqeqeq: 'off' },
  },
);
