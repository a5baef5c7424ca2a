// The rules for every script of ours. Read from the top of the repository, which the patterns are relative to:
//
//   eslint --config hosted-page/src/main/js/eslint.config.js --max-warnings 0 .
//
// One dialect for each place where scripts run; the compiler of the build refuses newer syntax as well.

const readonly = (...names) => Object.fromEntries(names.map((name) => [name, 'readonly']));

const LANGUAGE = readonly('console', 'URL', 'URLSearchParams', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'fetch',
  'AbortController', 'TextEncoder', 'TextDecoder', 'atob', 'btoa', 'crypto', 'performance', 'Event', 'EventTarget');
const BROWSER = readonly('window', 'document', 'location', 'history', 'navigator', 'origin', 'screenX', 'screenY', 'outerWidth',
  'outerHeight', 'sessionStorage', 'BroadcastChannel', 'MutationObserver', 'HTMLElement', 'customElements', 'CSSStyleSheet',
  'CustomEvent');

const RULES = {
  'array-callback-return': 'error',
  'constructor-super': 'error',
  curly: 'error',
  eqeqeq: 'error',
  'getter-return': 'error',
  'no-async-promise-executor': 'error',
  'no-class-assign': 'error',
  'no-cond-assign': 'error',
  'no-console': 'error',
  'no-const-assign': 'error',
  'no-constant-binary-expression': 'error',
  'no-constant-condition': 'error',
  'no-debugger': 'error',
  'no-dupe-args': 'error',
  'no-dupe-class-members': 'error',
  'no-dupe-else-if': 'error',
  'no-dupe-keys': 'error',
  'no-duplicate-case': 'error',
  'no-duplicate-imports': 'error',
  'no-empty-pattern': 'error',
  'no-eval': 'error',
  'no-ex-assign': 'error',
  'no-fallthrough': 'error',
  'no-func-assign': 'error',
  'no-implicit-globals': 'error',
  'no-implied-eval': 'error',
  'no-import-assign': 'error',
  'no-invalid-regexp': 'error',
  'no-loss-of-precision': 'error',
  'no-new-func': 'error',
  'no-redeclare': 'error',
  'no-script-url': 'error',
  'no-self-compare': 'error',
  'no-shadow': ['error', { builtinGlobals: false }],
  'no-sparse-arrays': 'error',
  'no-this-before-super': 'error',
  'no-undef': 'error',
  'no-unmodified-loop-condition': 'error',
  'no-unreachable': 'error',
  'no-unsafe-finally': 'error',
  'no-unsafe-negation': 'error',
  'no-unused-vars': ['error', { caughtErrors: 'none' }],
  'no-use-before-define': ['error', { functions: false }],
  'use-isnan': 'error',
  'valid-typeof': 'error'
};
const MODERN = { 'no-var': 'error', 'prefer-const': ['error', { destructuring: 'all' }] };

function scripts(files, ecmaVersion, sourceType, globals, rules) {
  return {
    files,
    languageOptions: { ecmaVersion, sourceType, globals },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules
  };
}

export default [
  { ignores: ['**/target/**', '**/node_modules/**', '.github/**'] },
  scripts(['hosted-page/src/main/js/sdk/*.js'], 2018, 'module',
    { ...LANGUAGE, ...BROWSER, ...readonly('exports', 'AuthenticationClient') }, { ...RULES, ...MODERN }),
  scripts(['hosted-page/src/main/js/{pages,shared}/*.js'], 2017, 'module', { ...LANGUAGE, ...BROWSER }, { ...RULES, ...MODERN }),
  scripts(['hosted-page/src/main/js/eslint.config.js'], 2022, 'module', {}, { ...RULES, ...MODERN }),
  scripts(['hosted-page/src/test/js/*.mjs'], 2022, 'module',
    { ...LANGUAGE, ...readonly('Response', 'globalThis') }, { ...RULES, ...MODERN, 'no-script-url': 'off' }),
  // For the pages of applications that are as old as they are: no compiler comes between.
  scripts(['filter/src/main/resources/**/*.js'], 5, 'script',
    { ...LANGUAGE, ...BROWSER, ...readonly('Promise', 'WeakMap', 'Request', 'ReadableStream', 'HTMLFormElement',
      'HTMLDialogElement', 'ProgressEvent') }, RULES),
  scripts(['demo-webapp/src/main/resources/**/*.js'], 2022, 'module',
    { ...LANGUAGE, ...BROWSER, ...readonly('addEventListener', 'DOMParser', 'localStorage') }, RULES)
];
