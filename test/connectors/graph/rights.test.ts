/** Somebody else's mailbox whose owner takes the rights back, at any moment. */
import { users } from "../../../sandbox/tenants.ts";
import type { Actor } from "../../../server/connectors/port/item.ts";
import { sandboxed } from "./sandbox.ts";
import { actor as ada } from "./stub.ts";

const grace = users.find(({ givenName }) => givenName === "Grace");
if (grace === undefined) throw new Error("nobody is called Grace");
const owner = grace;
const me = users.find(({ id }) => id === ada.userId);
const acting: Actor = { ...ada, mailboxId: owner.id, address: owner.address };
const window = { from: "2026-11-01T00:00:00Z", to: "2027-11-01T00:00:00Z" };
const scope = { resource: "appointment", window } as const;
const event = {
  subject: "Audit",
  start: { dateTime: "2026-11-24T08:00:00", timeZone: "UTC" },
  end: { dateTime: "2026-11-24T09:00:00", timeZone: "UTC" },
};

async function shared() {
  const sandbox = sandboxed();
  const share = (right: "read" | "none") => {
    if (me !== undefined) sandbox.graph.share({ owner, with: me, right });
  };
  share("read");
  const made = (await sandbox.person("POST", "/me/events", event, owner.id)) as { id: string };
  return { ...sandbox, share, id: made.id };
}

describe("somebody else's mailbox", () => {
  it("is read as far as it is shared", async () => {
    const { connector, id } = await shared();
    const page = await connector.delta(acting, scope, null);
    expect(page.changes.map((change) => change.id)).toEqual([id]);
    expect(await connector.mailbox.shared(acting)).toMatchObject([
      { id: "default", canEdit: false },
    ]);
  });

  it("tells of a deletion while it is shared", async () => {
    const { connector, id, person } = await shared();
    await person("DELETE", `/me/events/${id}`, undefined, owner.id);
    expect(await connector.get(acting, "appointment", [id])).toEqual([{ kind: "missing" }]);
  });

  it.each([
    // As if nothing were there, the whole reading does not count.
    ["missing", { code: "forbidden" }],
    // Denied, each event says so by itself.
    ["denied", [{ kind: "error", error: { code: "forbidden" } }]],
  ] as const)(
    "is never missing anything once it is not shared, which answers as %s",
    async (notShared, told) => {
      const { connector, id, share, graph } = await shared();
      const { cursor } = await connector.delta(acting, scope, null);
      graph.switches.notShared = notShared;
      share("none");
      for (const from of [cursor, null]) {
        await expect(connector.delta(acting, scope, from)).rejects.toMatchObject({
          code: "forbidden",
          message: expect.stringContaining("may not be read") as string,
        });
      }
      const read = connector.get(acting, "appointment", [id]);
      expect(await read.catch((error: unknown) => error)).toMatchObject(told);
      expect(await connector.mailbox.shared(acting)).toEqual([]);
    },
  );
});
