import { act, screen } from "@testing-library/react";
import { lazy, Suspense, useState } from "react";
import { FailureGuard } from "../../../addin/features/shell/FailureGuard.tsx";
import type { Failure } from "../../../addin/failures.ts";
import { en } from "../../../addin/locales/en.ts";
import { show, violations } from "../render.tsx";

/** As webpack rejects where a script did not arrive. */
function missing(): Error {
  const error = new Error("Loading chunk 42 failed.");
  error.name = "ChunkLoadError";
  return error;
}

let quiet: jest.SpyInstance;
beforeEach(() => {
  // React tells the console of what it caught.
  quiet = jest.spyOn(console, "error").mockImplementation(() => undefined);
});
afterEach(() => quiet.mockRestore());

it("says that a part of the page did not load, and tells it for the details", async () => {
  const Part = lazy(() => Promise.reject(missing()));
  const told: Failure[] = [];
  const container = await show(
    <FailureGuard place="#setup" onFailure={(failure) => told.push(failure)}>
      <Suspense>
        <Part />
      </Suspense>
    </FailureGuard>,
  );
  expect(await screen.findByText(en.failures["part-missing"].title)).toBeTruthy();
  expect(screen.getByRole("button", { name: en.act.retry })).toBeTruthy();
  expect(told.map(({ code }) => code)).toEqual(["part-missing"]);
  expect(await violations(container)).toEqual([]);
});

it("keeps what stands around it, and shows another place again", async () => {
  let go: (place: string) => void = () => {};
  function Broken(): never {
    throw new TypeError("cannot read properties of undefined");
  }
  function Page() {
    const [place, setPlace] = useState("#home");
    go = setPlace;
    return (
      <>
        <nav>menu</nav>
        <FailureGuard place={place} onFailure={() => undefined}>
          {place === "#home" ? <Broken /> : <p>Setup</p>}
        </FailureGuard>
      </>
    );
  }
  await show(<Page />);
  expect(screen.getByText(en.failures.internal.title)).toBeTruthy();
  expect(screen.getByText("menu")).toBeTruthy();
  act(() => go("#setup"));
  expect(screen.getByText("Setup")).toBeTruthy();
});
