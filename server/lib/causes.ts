/** An error and what caused it, outermost first; asked by shape, because errors also come from other realms. */
export function* causesOf(error: unknown): Generator<object> {
  for (let cause = error; typeof cause === "object" && cause !== null;) {
    yield cause;
    cause = "cause" in cause ? cause.cause : undefined;
  }
}
