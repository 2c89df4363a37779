import { fireEvent, screen, waitFor } from "@testing-library/react";
import type { Api } from "../../../addin/api/client.ts";
import { InvitedList } from "../../../addin/features/service/invitations/InvitedList.tsx";
import type { IdentityView } from "../../../server/api/contract/service/identity.ts";
import type { InvitationsView } from "../../../server/api/contract/service/invitations.ts";
import { show } from "../render.tsx";

const address = "ada@contoso.example";
type Invitation = InvitationsView["invitations"][number];
const invitation: Invitation = {
  ...{ address, name: "Ada L.", state: "invited", at: "2026-11-24T09:00:00Z", times: 1 },
  ...{ by: "Katherine", erpUser: null, problem: null },
};
const nobody: IdentityView = {
  ...{ connection: "Demo ERP", way: "address", user: null, syncedAs: null, since: null },
  ...{ byAddress: null, isOwn: true, lists: true, problem: null },
};
const user = { id: "U1", name: "A. Lovelace", address: "", holders: [] };

async function list(more: Partial<Invitation> = {}, mayInvite = true) {
  const sent: unknown[] = [];
  let identity = nobody;
  const ask = (async ({ method, path }: { method: string; path: string }, call: object) => {
    if (method === "PUT") {
      sent.push((call as { body: unknown }).body);
      identity = { ...nobody, way: "hand", user, since: "2026-11-25T09:00:00Z" };
    }
    return path.endsWith("/erp-users") ? { users: [user], more: false } : identity;
  }) as unknown as Api["ask"];
  const invitations = [{ ...invitation, ...more }];
  const tenantId = "contoso";
  await show(<InvitedList {...{ invitations, tenantId, mayInvite }} onSent={() => undefined} />, {
    api: { ask },
  });
  return sent;
}

const open = () =>
  fireEvent.click(screen.getByRole("button", { name: "User in the ERP of Ada L." }));

it("chooses the user of somebody who was only invited", async () => {
  const sent = await list();
  open();
  expect(await screen.findByText(/^The ERP knows nobody by this person/)).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Choose another user…" }));
  fireEvent.click(await screen.findByRole("radio", { name: /^A\. Lovelace/ }));
  fireEvent.click(screen.getByRole("button", { name: "Choose this user" }));
  const body = { tenantId: "contoso", address, erpUserId: "U1", beside: [] };
  await waitFor(() => expect(sent).toEqual([body]));
  expect(await screen.findByRole("button", { name: "Take the choice back…" })).toBeTruthy();
});

it("tells who was chosen, and offers whoever only looks nothing but that", async () => {
  await list({ erpUser: "A. Lovelace" }, false);
  expect(screen.getByText("In the ERP: A. Lovelace, chosen by an administrator")).toBeTruthy();
  open();
  await screen.findByText("How it was found");
  expect(screen.queryByRole("button", { name: "Choose another user…" })).toBeNull();
});

it("leaves who has come to his page", async () => {
  await list({ state: "came" });
  expect(screen.queryByRole("button")).toBeNull();
});
