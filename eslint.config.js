import js from "@eslint/js";
import jest from "eslint-plugin-jest";
import reactHooks from "eslint-plugin-react-hooks";
import { defineConfig } from "eslint/config";
import ts from "typescript-eslint";

const impure = (selector, what) => ({
  selector,
  message: `The pure core may not use ${what}: take it as an argument.`,
});

const nodeGlobals = Object.fromEntries(
  ["URL", "process", "console", "fetch", "setTimeout", "clearTimeout", "Buffer", "module"].map(
    (name) => [name, "readonly"],
  ),
);

export default defineConfig(
  { ignores: ["dist/", "coverage/", ".data/"] },
  js.configs.recommended,
  {
    files: ["**/*.{ts,tsx}"],
    extends: [ts.configs.strictTypeChecked, ts.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      "no-console": "error",
      "max-depth": ["error", 4],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-unused-vars": ["error", { ignoreRestSiblings: true }],
      // Ports are implemented by in-memory parts that have nothing to await.
      "@typescript-eslint/require-await": "off",
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
    },
  },
  {
    files: ["addin/**/*.{ts,tsx}"],
    extends: [reactHooks.configs.flat.recommended],
    rules: {
      "no-restricted-syntax": [
        "error",
        {
          selector: "JSXOpeningElement[name.name='Button'] > JSXAttribute[name.name='disabled']",
          message: "The keyboard falls out of a button that goes grey under it: disabledFocusable.",
        },
      ],
    },
  },
  {
    files: ["test/**/*.{ts,tsx}"],
    extends: [jest.configs["flat/recommended"]],
    rules: {
      "jest/expect-expect": [
        "error",
        { assertFunctionNames: ["expect", "expect*", "check", "fc.assert"] },
      ],
      // A skip is allowed where it says why: the reference files beside the project may be absent.
      "jest/no-standalone-expect": "off",
      "@typescript-eslint/no-empty-function": "off",
      "@typescript-eslint/no-non-null-assertion": "off",
    },
  },
  {
    // Parts of one suite, which service.test.ts calls: they share a product that takes long to start.
    files: ["test/e2e/service/*.ts"],
    rules: { "jest/no-export": "off" },
  },
  {
    files: ["server/{sync,resources,settings}/**/*.ts"],
    rules: {
      "no-restricted-globals": [
        "error",
        ...["fetch", "process", "console", "crypto", "performance"],
        ...["setTimeout", "setInterval", "setImmediate"],
      ],
      "no-restricted-syntax": [
        "error",
        impure("MemberExpression[object.name='Date'][property.name='now']", "the clock"),
        impure("NewExpression[callee.name='Date'][arguments.length=0]", "the clock"),
        impure("MemberExpression[object.name='Math'][property.name='random']", "chance"),
        impure(":function[async=true]", "async"),
        impure("ClassDeclaration", "classes with hidden state"),
      ],
    },
  },
  { files: ["tools/**/*.mjs", "*.{js,cjs}"], languageOptions: { globals: nodeGlobals } },
);
