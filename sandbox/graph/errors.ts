/** An answer that says no, as Graph words it. Clients decide by `code`, never by the message. */
export class GraphError extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What `innerError` says beside date and request ids. */
  readonly inner: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    message: string,
    headers: Readonly<Record<string, string>> = {},
    inner: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.name = "GraphError";
    this.status = status;
    this.code = code;
    this.headers = headers;
    this.inner = inner;
  }
}

/** 400 of the mailbox for a value it cannot take. */
export const invalidValue = (message: string) =>
  new GraphError(400, "ErrorPropertyValidationFailure", message);

export const notFound = () =>
  new GraphError(404, "ErrorItemNotFound", "The specified object was not found in the store.");

export const accessDenied = () =>
  new GraphError(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.");

export const conflict = () =>
  new GraphError(
    412,
    "ErrorIrresolvableConflict",
    "The send or update operation could not be performed because the change key passed in the request does not match the current change key for the item.",
  );

/** What the sandbox leaves out, said aloud, so that nobody takes silence for success. */
export const notImplemented = (what: string) =>
  new GraphError(501, "NotImplemented", `The sandbox does not implement ${what}.`);

/** The default words of a planned fault that names only a status. */
const faultCodes: Readonly<Record<number, readonly [string, string]>> = {
  401: ["InvalidAuthenticationToken", "Lifetime validation failed, the token is expired."],
  403: ["ErrorAccessDenied", "Access is denied. Check credentials and try again."],
  404: ["ErrorItemNotFound", "The specified object was not found in the store."],
  409: ["Conflict", "The request conflicts with the current state."],
  410: ["SyncStateNotFound", "The sync state generation is not found."],
  412: ["ErrorIrresolvableConflict", conflict().message],
  429: ["ApplicationThrottled", "Application is over its MailboxConcurrency limit."],
  500: ["InternalServerError", "An internal server error occurred."],
  502: ["BadGateway", "The upstream service did not answer."],
  503: ["ServiceUnavailable", "The service is temporarily unavailable."],
  504: ["GatewayTimeout", "The upstream service did not answer in time."],
};

/** A 429 of the gateway in front of all services (`throttling.md`). */
export function tooManyRequests(headers: Readonly<Record<string, string>>): GraphError {
  const inner = { code: "429", message: "Please retry after", status: "429" };
  return new GraphError(429, "TooManyRequests", "Please retry again later.", headers, inner);
}

/** The error of a planned fault. */
export function plannedError(fault: {
  readonly status?: number;
  readonly code?: string;
  readonly retryAfterSeconds?: number;
}): GraphError {
  const status = fault.status ?? 503;
  const [code, message] = faultCodes[status] ?? ["UnknownError", "A planned failure."];
  const headers =
    fault.retryAfterSeconds === undefined ? {} : { "retry-after": String(fault.retryAfterSeconds) };
  if (fault.code === "TooManyRequests") return tooManyRequests(headers);
  return new GraphError(status, fault.code ?? code, message, headers);
}
