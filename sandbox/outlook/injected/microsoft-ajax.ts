/**
 * Stands for https://ajax.aspnetcdn.com/ajax/3.5/MicrosoftAjax.js: only what office.js for Outlook
 * on the web calls of it. A classic script that extends built-ins, as the original does.
 */
(() => {
  type Make = (...details: unknown[]) => Error;
  const exception =
    (name: string): Make =>
    (...details) => {
      const text = details.filter((detail) => typeof detail === "string").join(": ");
      const error = new Error(`Sys.${name}: ${text}`);
      error.name = `Sys.${name}`;
      return error;
    };
  const createError = (message: string, details?: object) =>
    Object.assign(new Error(message), details);
  Object.assign(Error, {
    create: createError,
    argument: exception("ArgumentException"),
    argumentNull: exception("ArgumentNullException"),
    argumentOutOfRange: exception("ArgumentOutOfRangeException"),
    argumentType: exception("ArgumentTypeException"),
    argumentUndefined: exception("ArgumentUndefinedException"),
    format: exception("FormatException"),
    invalidOperation: exception("InvalidOperationException"),
    invalidType: exception("InvalidTypeException"),
    notImplemented: exception("NotImplementedException"),
    parameterCount: exception("ParameterCountException"),
  });
  Object.assign(String, {
    format: (pattern: string, ...values: (string | number)[]) =>
      pattern.replace(/\{(\d+)\}/gu, (_match, index: string) =>
        String(values[Number(index)] ?? ""),
      ),
  });

  const registerNamespace = (path: string): void => {
    let scope = window as unknown as Record<string, object>;
    for (const name of path.split(".")) scope = (scope[name] ??= {}) as Record<string, object>;
  };
  Object.assign(Function, {
    _validateParams: () => null,
    createDelegate: (self: unknown, method: (...values: unknown[]) => unknown) => method.bind(self),
    registerNamespace,
    registerClass: () => undefined,
  });
  Object.assign(Function.prototype, {
    registerClass(this: unknown) {
      return this;
    },
  });

  class StringBuilder {
    readonly #parts: string[] = [];
    append(part: string): this {
      this.#parts.push(part);
      return this;
    }
    toString(): string {
      return this.#parts.join("");
    }
  }
  Object.assign(window, {
    Type: Function,
    Sys: {
      StringBuilder,
      Debug: { trace: () => undefined },
      Serialization: {
        JavaScriptSerializer: {
          serialize: (value: unknown) => JSON.stringify(value),
          deserialize: (text: string) => JSON.parse(text) as unknown,
        },
      },
    },
  });
})();
