import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { Pane } from "../../../addin/features/pane/Pane.tsx";
import type { Outlook } from "../../../addin/features/pane/useOpenItem.ts";
import { Failure, remedies, type FailureCode } from "../../../addin/failures.ts";
import { FailureNotice } from "../../../addin/components/FailureNotice.tsx";
import { en } from "../../../addin/locales/en.ts";
import type { OpenItem } from "../../../addin/office/item.ts";
import { show, violations, type World } from "../render.tsx";
import type { ItemView } from "../../../server/api/contract/items.ts";
import { formContent, freshItem, linkedItem, profile } from "../samples.ts";

const appointment: OpenItem = { kind: "appointment", restId: "rest", people: [] };
const unsaved: OpenItem = { kind: "unsaved", people: [] };

function outlookWith(parts: Partial<Outlook> = {}): Outlook {
  return {
    inOutlook: true,
    readItem: async () => appointment,
    readForm: async () => formContent,
    onItemChanged: () => {},
    rememberLinked: () => {},
    advanceKey: async () => null,
    leaveAdvanceKey: async () => {},
    defaultCategory: () => null,
    keepDefaultCategory: async () => {},
    ...parts,
  };
}

const showPane = (outlook: Partial<Outlook>, world: World = {}): Promise<HTMLElement> =>
  show(
    <Pane outlook={outlookWith(outlook)} lastFailure={null} onFailure={() => undefined} />,
    world,
  );

/** A promise and what keeps it. */
function gate<T = void>(): readonly [Promise<T>, (value: T) => void] {
  let open: (value: T) => void = () => undefined;
  const promise = new Promise<T>((resolve) => (open = resolve));
  return [promise, (value) => open(value)];
}

describe("the pane", () => {
  it("shows the open appointment", async () => {
    await showPane({});
    expect(await screen.findByRole("heading", { level: 1, name: "Delivery plan" })).toBeTruthy();
  });

  it.each([
    [{ kind: "message" } as const, en.item.message.title],
    [{ kind: "none" } as const, en.item.none.title],
    [
      { kind: "shared", mailbox: "team@contoso.example", restId: "x", people: [] } as const,
      en.item.shared.title,
    ],
    [unsaved, en.item.unsaved.title],
  ])("%j: says what it can do", async (item, title) => {
    await showPane({ readItem: async () => item });
    expect(await screen.findByRole("heading", { level: 1, name: title })).toBeTruthy();
  });

  it("finds an appointment that has been saved meanwhile", async () => {
    let saved = (): void => {};
    const items: OpenItem[] = [unsaved, appointment];
    await showPane({
      readItem: async () => items.shift() ?? appointment,
      onItemChanged: (listener) => (saved = () => listener("other")),
    });
    await screen.findByRole("heading", { name: en.item.unsaved.title });
    act(() => saved());
    expect(await screen.findByRole("heading", { level: 1, name: "Delivery plan" })).toBeTruthy();
  });

  it("follows Outlook to another item", async () => {
    let changed = (): void => {};
    const items: OpenItem[] = [{ kind: "message" }, appointment];
    await showPane({
      readItem: async () => items.shift() ?? appointment,
      onItemChanged: (listener) => (changed = () => listener("other")),
    });
    await screen.findByRole("heading", { name: en.item.message.title });
    act(() => changed());
    expect(await screen.findByRole("heading", { name: "Delivery plan" })).toBeTruthy();
  });

  it("asks for Setup the first time, and comes back to the item when it is saved", async () => {
    let setUp = false;
    const who = async () => (setUp ? profile : { ...profile, setup: null });
    const saveSetup = async () => {
      setUp = true;
      return profile;
    };
    await showPane({}, { api: { profile: who, saveSetup } });
    fireEvent.click(await screen.findByRole("button", { name: "Save" }));
    expect(await screen.findByRole("heading", { name: "Delivery plan" })).toBeTruthy();
  });

  it("shows Home with a hint outside Outlook", async () => {
    await showPane({ inOutlook: false });
    expect(await screen.findByText(en.item.outside.title)).toBeTruthy();
    expect(screen.getByRole("heading", { name: "Home" })).toBeTruthy();
  });

  it("asks a person to sign in, and shows the item afterwards", async () => {
    let signedIn = false;
    const guarded = async <T,>(value: T): Promise<T> => {
      if (!signedIn) throw new Failure("signed-out");
      return value;
    };
    const signIn = jest.fn(async () => void (signedIn = true));
    await showPane(
      {},
      {
        api: { profile: () => guarded(profile), findItem: () => guarded(freshItem) },
        tokens: { signIn },
      },
    );
    fireEvent.click(await screen.findByRole("button", { name: en.signIn.button }));
    expect(await screen.findByRole("heading", { name: "Delivery plan" })).toBeTruthy();
    expect(signIn).toHaveBeenCalledWith({ claims: undefined, consent: false });
  });

  it("says why signing in did not work", async () => {
    const signIn = () => Promise.reject(new Failure("popup-blocked"));
    const signedOut = () => Promise.reject(new Failure("signed-out"));
    await showPane({}, { api: { profile: signedOut, findItem: signedOut }, tokens: { signIn } });
    fireEvent.click(await screen.findByRole("button", { name: en.signIn.button }));
    expect((await screen.findByRole("alert")).textContent).toContain(
      en.failures["popup-blocked"].text,
    );
  });

  it("tells Outlook's event handlers whether the item is linked", async () => {
    const rememberLinked = jest.fn();
    await showPane({ rememberLinked }, { api: { findItem: async () => linkedItem } });
    await waitFor(() => expect(rememberLinked).toHaveBeenLastCalledWith(true));
  });

  it.each([
    ["the item moved", '{"kind":"item","itemId":"item"}'],
    ["a run is over, after which it may be in doubt", '{"kind":"run","running":false}'],
  ])("hears from the backend that %s", async (_what, event) => {
    let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
    const body = new ReadableStream<Uint8Array>({ start: (own) => void (controller = own) });
    const response = { body } as unknown as Response;
    const api = {
      findItem: async () => ({ ...linkedItem, state: "not-synced" as const }),
      item: async () => linkedItem,
      openEvents: jest.fn(async () => response),
    };
    await showPane({}, { api });
    await screen.findByText("Not synced");
    controller?.enqueue(new TextEncoder().encode(`data: ${event}\n\n`));
    expect(await screen.findByText("In sync")).toBeTruthy();
  });

  it.each([
    ["moved before anybody listened", true, '{"kind":"hello","moved":true}'],
    ["moves while it is asked for the first time", false, '{"kind":"item","itemId":"item"}'],
  ])("asks again for what %s", async (_when, answersFirst, event) => {
    const [asked, answer] = gate<(view: ItemView) => void>();
    const [told, tell] = gate();
    const [heard, hear] = gate();
    const pulls = [
      async (to: ReadableStreamDefaultController<Uint8Array>) => {
        await told;
        to.enqueue(new TextEncoder().encode(`data: ${event}\n\n`));
      },
      // Read on: what was told has been acted upon.
      () => hear(),
    ];
    const pull = (to: ReadableStreamDefaultController<Uint8Array>) =>
      pulls.shift()?.(to) ?? new Promise<void>(() => {});
    const body = new ReadableStream<Uint8Array>({ pull }, { highWaterMark: 0 });
    const api = {
      findItem: () => new Promise<ItemView>((resolve) => answer(resolve)),
      item: async () => linkedItem,
      openEvents: async () => ({ body }) as unknown as Response,
    };
    const shown = showPane({}, { api });
    const resolve = await asked;
    const tellIt = async () => {
      tell();
      await heard;
    };
    if (!answersFirst) await tellIt();
    resolve({ ...linkedItem, state: "not-synced" });
    await shown;
    if (answersFirst) {
      await screen.findByText("Not synced");
      await tellIt();
    }
    expect(await screen.findByText("In sync")).toBeTruthy();
  });

  it("goes to Home by its menu and back to the item", async () => {
    await showPane({});
    fireEvent.click(await screen.findByRole("button", { name: "More" }));
    fireEvent.click(await screen.findByRole("menuitem", { name: "Home" }));
    expect(await screen.findByRole("heading", { name: "Home" })).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: en.nav.item }));
    expect(await screen.findByRole("heading", { name: "Delivery plan" })).toBeTruthy();
  });

  it("breaks no accessibility rule", async () => {
    const container = await showPane({});
    await screen.findByRole("heading", { name: "Delivery plan" });
    expect(await violations(container)).toEqual([]);
  });
});

describe("every failure", () => {
  const labels = {
    retry: en.act.retry,
    "sign-in": en.signIn.button,
    consent: en.signIn.allow,
    setup: en.act.openSetup,
    none: null,
  };

  it.each(Object.keys(remedies) as FailureCode[])("%s is said with its remedy", async (code) => {
    await show(<FailureNotice failure={new Failure(code)} onRetry={() => {}} />);
    const notice = screen.getByRole("alert");
    expect(notice.textContent).toContain(en.failures[code].title);
    expect(notice.textContent).toContain(en.failures[code].text);
    expect(screen.queryByRole("button")?.textContent ?? null).toBe(labels[remedies[code]]);
  });

  it("is said in the server's words where only it knows what stands in the way", async () => {
    const message = "This dry run is under way: stop it first, or wait for its end.";
    await show(<FailureNotice failure={new Failure("conflict", { message })} onRetry={() => {}} />);
    const notice = screen.getByRole("alert");
    expect(notice.textContent).toContain(message);
    expect(notice.textContent).not.toContain(en.failures.conflict.text);
  });
});
