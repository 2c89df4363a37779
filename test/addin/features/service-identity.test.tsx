import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import type { Api } from "../../../addin/api/client.ts";
import { IdentityCard } from "../../../addin/features/service/users/IdentityCard.tsx";
import type { IdentityView } from "../../../server/api/contract/service/identity.ts";
import { show } from "../render.tsx";

const whom = { tenantId: "contoso", mailboxId: "ada" };
const ada = { id: "U1", name: "Ada L.", address: "ada@contoso.example", holders: [] };
const grace = {
  ...{ id: "U2", name: "Grace H.", address: "" },
  holders: [{ mailboxId: "grace", name: "Grace Hopper" }],
};
const found: IdentityView = {
  ...{ connection: "Demo ERP", way: "address", user: ada, syncedAs: "U1", since: null },
  ...{ byAddress: ada, isOwn: true, lists: true, problem: null },
};

async function card(identity: IdentityView, mayChange = true) {
  const sent: unknown[] = [];
  const sought: unknown[] = [];
  const chosen = { ...identity, way: "hand", user: grace, since: "2026-11-24T09:00:00Z" };
  const answers: Record<string, unknown> = {
    "GET /identity": identity,
    "GET /erp-users": { users: [ada, grace], more: false },
    "PUT /identity": chosen,
  };
  const ask = (async ({ method, path }: { method: string; path: string }, call: object) => {
    if (path.endsWith("/erp-users")) sought.push((call as { query: unknown }).query);
    if (method === "PUT") {
      sent.push((call as { body: unknown }).body);
      answers["GET /identity"] = chosen;
    }
    return answers[`${method} ${path.replace(/^.*:mailboxId/, "")}`];
  }) as unknown as Api["ask"];
  await show(<IdentityCard whom={whom} mayChange={mayChange} />, { api: { ask } });
  await screen.findByText("How it was found");
  return { sent, sought };
}

describe("who somebody is in the ERP", () => {
  it("is told with how it was found; who may only look is offered nothing", async () => {
    await card(found, false);
    expect(screen.getByText("By the mail address")).toBeTruthy();
    expect(screen.getByText("Ada L. · ada@contoso.example · U1")).toBeTruthy();
    expect(screen.queryByRole("button")).toBeNull();
  });

  it("is not to be chosen where other companies use the ERP as well", async () => {
    await card({ ...found, isOwn: false });
    expect(screen.getByText(/^Other companies use this ERP as well/)).toBeTruthy();
    expect(screen.queryByRole("button")).toBeNull();
  });

  it("says what to do where the ERP knows nobody, and what the address would tell", async () => {
    await card({ ...found, way: "hand", user: null, since: "2026-11-24T09:00:00Z" });
    expect(screen.getByText(/choose another one/)).toBeTruthy();
    expect(screen.getByText("By the mail address it would be")).toBeTruthy();
  });

  it("is chosen with whom it is shared only after that was agreed to", async () => {
    const { sent } = await card(found);
    fireEvent.click(screen.getByRole("button", { name: "Choose another user…" }));
    fireEvent.click(await screen.findByRole("radio", { name: /^Grace H/ }));
    const save = screen.getByRole<HTMLButtonElement>("button", { name: "Choose this user" });
    expect(save.ariaDisabled).toBe("true");
    fireEvent.click(screen.getByRole("checkbox"));
    expect(save.ariaDisabled).not.toBe("true");
    fireEvent.click(save);
    await waitFor(() => expect(sent).toEqual([{ erpUserId: "U2", beside: ["grace"] }]));
    expect(await screen.findByText(/^Chosen by an administrator/)).toBeTruthy();
  });

  it("is told of several who are this user as of several", async () => {
    const two = [...grace.holders, { mailboxId: "mary", name: "Mary Jackson" }];
    await card({ ...found, way: "hand", user: ada, byAddress: { ...grace, holders: two } });
    fireEvent.click(screen.getByRole("button", { name: "Take the choice back…" }));
    expect(await screen.findByText(/^Grace Hopper, Mary Jackson are this user/)).toBeTruthy();
  });

  it("is looked for once the text rests, and nobody stays picked who may be gone from sight", async () => {
    const { sought } = await card(found);
    fireEvent.click(screen.getByRole("button", { name: "Choose another user…" }));
    fireEvent.click(await screen.findByRole("radio", { name: /^Ada/ }));
    const save = screen.getByRole<HTMLButtonElement>("button", { name: "Choose this user" });
    expect(save.ariaDisabled).not.toBe("true");
    jest.useFakeTimers();
    try {
      const field = screen.getByLabelText("Search by name, address or id");
      for (const value of ["g", "gr", "gra"]) {
        fireEvent.change(field, { target: { value } });
        await act(() => jest.advanceTimersByTimeAsync(100));
      }
      expect(save.ariaDisabled).toBe("true");
      expect(sought).toEqual([{ text: "" }]);
      await act(() => jest.advanceTimersByTimeAsync(300));
      expect(sought).toEqual([{ text: "" }, { text: "gra" }]);
    } finally {
      jest.useRealTimers();
    }
  });

  it("is left to the address again by a click that says to whom that leads", async () => {
    const { sent } = await card({ ...found, way: "hand", user: grace, since: "2026-11-24" });
    fireEvent.click(screen.getByRole("button", { name: "Take the choice back…" }));
    expect(await screen.findByText(/this person is Ada L\./)).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Take the choice back" }));
    await waitFor(() => expect(sent).toEqual([{ erpUserId: null, beside: [] }]));
  });
});
