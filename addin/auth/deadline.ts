import { Failure } from "../failures.ts";

/**
 * The result of `work`, or a `Failure` after `limitMs`. MSAL has no time limit of its own while it
 * waits for Outlook: a bridge that never answers would leave the pane waiting for ever.
 */
export async function withDeadline<T>(work: Promise<T>, limitMs: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const expired = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new Failure("sign-in-failed", { message: `no answer in ${limitMs} ms` })),
      limitMs,
    );
  });
  try {
    return await Promise.race([work, expired]);
  } finally {
    clearTimeout(timer);
  }
}
