import { lingerBeforeClosing } from "../../../addin/auth/linger.ts";

describe("a window of sign-in that is done", () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it("stays open past the next look of whoever waits for it, so that its answer comes first", () => {
    let closed = false;
    const page = { close: () => void (closed = true) };
    lingerBeforeClosing(page);
    page.close();
    // The library looks every 500 ms.
    jest.advanceTimersByTime(1_000);
    expect(closed).toBe(false);
    jest.advanceTimersByTime(1_000);
    expect(closed).toBe(true);
  });
});
