/** An Office call that failed, with Office's number (9046: the item is not saved yet). */
export class OfficeError extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.name = "OfficeError";
    this.code = code;
  }
}

/** Turns one of Office's callback functions into a promise; rejects with `OfficeError`. */
export function settled<T>(
  call: (callback: (result: Office.AsyncResult<T>) => void) => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    call((result) => {
      if (result.status === Office.AsyncResultStatus.Succeeded) resolve(result.value);
      else reject(new OfficeError(result.error.code, result.error.message));
    });
  });
}
