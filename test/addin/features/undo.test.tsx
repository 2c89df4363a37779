import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { LogCard } from "../../../addin/features/home/LogCard.tsx";
import { ItemPage } from "../../../addin/features/item/ItemPage.tsx";
import { Failure } from "../../../addin/failures.ts";
import type { HistoryView, ItemView } from "../../../server/api/contract/items.ts";
import type { UndoPreview } from "../../../server/api/contract/undo.ts";
import { show, violations, type World } from "../render.tsx";
import { created, linkedItem, formContent } from "../samples.ts";

const updated: HistoryView = { ...created, id: "h2", kind: "updated", undoable: true };
const change: UndoPreview["changes"][number] = {
  lineId: "h2",
  at: updated.at,
  subject: "Delivery plan",
  kind: "update",
  side: "erp",
  fields: [{ field: "place", from: "Room 4", to: "Room 12" }],
  asks: [],
  single: false,
  copy: null,
  tells: [],
  refused: [],
};
const preview = (
  changes: UndoPreview["changes"],
  possible = changes.length,
  notKept = 0,
): UndoPreview => ({
  ...{ meetings: [], changes, total: changes.length, possible, notKept },
  singles: changes.filter(({ single }) => single).length,
});

async function showLog(entries: readonly HistoryView[], api: World["api"] = {}) {
  return show(<LogCard />, { api: { log: async () => entries, ...api } });
}
const dialog = (): HTMLElement => screen.getByRole("dialog");
const undo = (): HTMLButtonElement =>
  within(dialog()).getByRole<HTMLButtonElement>("button", { name: "Undo" });
const openDialog = async (name: RegExp): Promise<void> => {
  // The page behind a dialog that just closed is out of reach for a moment longer.
  fireEvent.click(await screen.findByRole("button", { name }));
  await waitFor(dialog);
};

describe("a line of the log", () => {
  it("offers to be undone where that is kept, and nowhere else", async () => {
    await showLog([updated, created]);
    const buttons = screen.getAllByRole("button", { name: /^Undo: / });
    expect(buttons.map((one) => one.getAttribute("aria-label"))).toEqual([
      expect.stringMatching(/^Undo: Updated Delivery plan, Nov 20, 2026/),
    ]);
  });

  it("says which fields were not undone, and why", async () => {
    await showLog([
      {
        ...created,
        kind: "not-undone",
        side: null,
        because: "undo:edited",
        changes: [{ field: "subject", from: null, to: null }],
      },
    ]);
    expect(screen.getByText(/^Subject: It was edited since/)).toBeTruthy();
  });

  it("of a private appointment cannot be undone, and the pane says why", async () => {
    const view: ItemView = { ...linkedItem, private: true, history: [created] };
    const readForm = async () => formContent;
    await show(
      <ItemPage {...{ restId: "rest", people: [], edited: false, readForm }} onLinked={() => {}} />,
      { api: { findItem: async () => view, item: async () => view } },
    );
    fireEvent.click(screen.getByRole("button", { name: "History" }));
    expect(await screen.findByText(/private appointments are not kept/)).toBeTruthy();
  });
});

describe("the dialog", () => {
  it("of what its person settled shows what each side gets back, and that he is asked again", async () => {
    const asks = [{ field: "subject", microsoft: "Delivery plan", erp: "Delivery" }];
    await showLog([updated], {
      previewUndo: async () => preview([{ ...change, fields: [], asks }]),
    });
    await openDialog(/^Undo: Updated/);
    await within(dialog()).findByText(/you are asked again/);
    const told = [...dialog().querySelectorAll("dt, dd")].map(({ textContent }) => textContent);
    expect(told).toEqual([
      ...["Subject in Outlook", "Delivery plan", "Subject in the ERP", "Delivery"],
    ]);
    expect(undo().getAttribute("aria-disabled")).not.toBe("true");
  });

  it("of days of a series says that they come back as single appointments", async () => {
    const day = { ...change, kind: "delete", single: true } as const;
    const days = [day, { ...day, lineId: "h3" }, { ...change, lineId: "h4" }];
    await showLog([updated], { previewUndo: async () => preview(days) });
    await openDialog(/^Undo: Updated/);
    await within(dialog()).findByText(/^2 days of series come back as single appointments/);
    const told = within(dialog()).getAllByText(/^In Outlook as a single appointment/);
    expect(told).toHaveLength(2);
    expect(within(dialog()).queryByText("On each side as it was there.")).toBeNull();
  });

  it.each([
    ["revived", "Made again in Outlook, active again in the ERP", /no second one is made/],
    ["beside", "Made again in Outlook and in the ERP", /The cancelled activity stays/],
  ] as const)(
    "of a deletion that was a cancellation in the ERP says what becomes of it: %s",
    async (copy, title, text) => {
      await showLog([updated], {
        previewUndo: async () => preview([{ ...change, kind: "delete", copy }]),
      });
      await openDialog(/^Undo: Updated/);
      await within(dialog()).findByText(title);
      expect(within(dialog()).getByText(text)).toBeTruthy();
    },
  );

  it("of a copy that was removed shows what the ERP gets again, or that it was switched on since", async () => {
    const off: HistoryView = { ...created, id: "h3", kind: "unlinked", undoable: true };
    const fields = [{ field: "subject", from: null, to: "Delivery plan" }];
    const release = { ...change, lineId: "h3", kind: "release", fields } as const;
    const refused = [{ because: "switched" as const, fields: [], parts: null }];
    const shown = [preview([release]), preview([{ ...release, fields: [], refused }], 0)];
    await showLog([off], { previewUndo: async () => shown.shift()! });
    await openDialog(/^Undo: Unlinked/);
    await within(dialog()).findByText(/^Synced again/);
    within(dialog()).getByText("Delivery plan", { selector: "span" });
    fireEvent.click(within(dialog()).getByRole("button", { name: "Cancel" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await openDialog(/^Undo: Unlinked/);
    await within(dialog()).findByText(/switched on again since/);
    expect(within(dialog()).queryByText(/^Synced again/)).toBeNull();
  });

  it("shows what both sides get back before it asks for it, and closes when that is stored", async () => {
    const asked: unknown[] = [];
    const shown = await showLog([updated], {
      previewUndo: async () => preview([change]),
      undo: async (...given) => {
        asked.push(given);
      },
    });
    await openDialog(/^Undo: /);
    expect(await within(dialog()).findByText("Room 12")).toBeTruthy();
    expect(asked).toEqual([]);
    expect(await violations(shown.ownerDocument.body)).toEqual([]);
    fireEvent.click(undo());
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(asked).toEqual([[{ lineId: "h2" }, { tellGuests: false }]]);
  });

  it("says what stays and why, and offers nothing where all of it does", async () => {
    const refused = [{ because: "edited" as const, fields: ["place"], parts: null }];
    await showLog([updated], {
      previewUndo: async () => preview([{ ...change, fields: [], refused }], 0),
    });
    await openDialog(/^Undo: /);
    expect(await within(dialog()).findByText("None of it can be undone.")).toBeTruthy();
    expect(dialog().textContent).toContain("Location. It was edited since");
    expect(within(dialog()).queryByRole("button", { name: "Undo" })).toBeNull();
  });

  it("says which days of a change stay gone beside what is undone of it", async () => {
    const gone = "Dec 1, 2026: does not take place";
    const fields = [{ field: "exceptions", from: `${gone}, Dec 8, 2026: Theirs`, to: gone }];
    const refused = [{ because: "removed" as const, fields: ["exceptions"], parts: gone }];
    await showLog([updated], {
      previewUndo: async () => preview([{ ...change, fields, refused }]),
    });
    await openDialog(/^Undo: /);
    await within(dialog()).findByText("Both sides get back");
    expect(dialog().textContent).toContain(
      `Stays as it is: Single days. ${gone}. Outlook brings no`,
    );
    expect(undo().getAttribute("aria-disabled")).not.toBe("true");
  });

  it("tells no guests unless that is asked for", async () => {
    const asked: unknown[] = [];
    await showLog([updated], {
      previewUndo: async () => preview([{ ...change, tells: ["place"] }]),
      undo: async (...given) => {
        asked.push(given);
      },
    });
    await openDialog(/^Undo: /);
    const consent = await within(dialog()).findByRole("checkbox", { name: "Tell the guests, too" });
    expect(undo().getAttribute("aria-disabled")).toBe("true");
    fireEvent.click(consent);
    fireEvent.click(undo());
    await waitFor(() => expect(asked).toEqual([[{ lineId: "h2" }, { tellGuests: true }]]));
  });

  it("takes a whole run back, and says how much of it can be", async () => {
    const asked: unknown[] = [];
    const second = { ...updated, id: "h3" };
    const kept = { ...change, lineId: "h3", kind: "create" as const, fields: [] };
    const gone = {
      ...change,
      fields: [],
      refused: [{ because: "gone" as const, fields: [], parts: null }],
    };
    await showLog([second, updated, created], {
      previewUndo: async (target) => {
        asked.push(target);
        return preview([kept, gone], 1, 3);
      },
      undo: async (...given) => {
        asked.push(given);
      },
    });
    await openDialog(/^Undo all of it: Synchronized Nov 20, 2026/);
    expect(await within(dialog()).findByText("1 of 2 changes can be undone.")).toBeTruthy();
    expect(dialog().textContent).toContain("Removed from the ERP.");
    expect(dialog().textContent).toContain("3 more of this run stay");
    fireEvent.click(undo());
    await waitFor(() =>
      expect(asked).toEqual([{ runId: "run" }, [{ runId: "run" }, { tellGuests: false }]]),
    );
  });

  it("cancels no meeting that was sent unless it is ticked, each by itself, saying who is told", async () => {
    const asked: unknown[] = [];
    const meeting = (lineId: string, subject: string) => ({
      ...{ lineId, subject, when: "Nov 23, 2026, 9:00 AM", whenFingerprint: "then" },
      guests: [{ address: "bo@x.example", name: "Bo" }],
    });
    const shown = await showLog([updated], {
      previewUndo: async () => ({
        ...preview([], 2),
        ...{ total: 2, meetings: [meeting("h2", "Kick-off"), meeting("h3", "Review")] },
      }),
      undo: async (...given) => {
        asked.push(given);
      },
    });
    await openDialog(/^Undo: /);
    const tick = await within(dialog()).findByRole("checkbox", {
      name: "Cancel and tell 1 guest: Kick-off",
    });
    expect(dialog().textContent).toContain("bo@x.example");
    expect(undo().getAttribute("aria-disabled")).toBe("true");
    expect(await violations(shown.ownerDocument.body)).toEqual([]);
    fireEvent.click(tick);
    fireEvent.click(undo());
    const cancels = [{ lineId: "h2", guests: ["bo@x.example"], whenFingerprint: "then" }];
    await waitFor(() =>
      expect(asked).toEqual([[{ lineId: "h2" }, { tellGuests: false, cancels }]]),
    );
  });

  it("says what went wrong", async () => {
    await showLog([updated], {
      previewUndo: async () => {
        throw new Failure("not-found");
      },
    });
    await openDialog(/^Undo: /);
    expect(await within(dialog()).findByText("Not found")).toBeTruthy();
  });
});
