import { signature } from "../../../sandbox/erp/webhooks.ts";
import { openOffice, visit, type Office } from "./office.ts";

const asService = { user: null };
const hook = { url: "https://sync.example/wake", secret: "a-secret-of-some-length" };

async function cursorNow(office: Office): Promise<string> {
  const { body } = await office.ask("GET", "/changes", asService);
  return body["cursor"] as string;
}

describe("change feed", () => {
  it("starts at its end", async () => {
    const office = openOffice();
    await office.ask("POST", "/activities", { body: visit });
    const { body } = await office.ask("GET", "/changes", asService);
    expect(body).toMatchObject({ changes: [], more: false });
  });

  it("tells every create, update and delete, and whom it concerns before and after", async () => {
    const office = openOffice();
    const since = await cursorNow(office);
    await office.ask("PATCH", "/activities/act-0000002", { body: { participants: [] } });
    await office.ask("DELETE", "/activities/act-0000002");
    const { body } = await office.ask("GET", `/changes?since=${since}`, asService);
    expect(body["changes"]).toMatchObject([
      { id: "act-0000002", participants: ["u-ada", "u-grace"], deleted: false, version: 2 },
      { id: "act-0000002", participants: ["u-ada"], deleted: true, version: 3 },
    ]);
  });

  it("pages by its cursor and misses nothing", async () => {
    const office = openOffice();
    let cursor = await cursorNow(office);
    for (let i = 0; i < 5; i++) await office.ask("POST", "/activities", { body: visit });
    const sizes: number[] = [];
    for (let more = true; more;) {
      const { body } = await office.ask("GET", `/changes?limit=2&since=${cursor}`, asService);
      sizes.push((body["changes"] as unknown[]).length);
      cursor = body["cursor"] as string;
      more = body["more"] as boolean;
    }
    expect(sizes).toEqual([2, 2, 1]);
  });

  it("tells an acting user only what concerns him, and no other installation anything", async () => {
    const office = openOffice();
    const since = await cursorNow(office);
    await office.ask("POST", "/activities", { body: visit });
    const path = `/changes?since=${since}`;
    const seen = async (options: object) =>
      (await office.ask("GET", path, options)).body["changes"] as unknown[];
    expect(await seen({ user: "u-ada" })).toHaveLength(1);
    expect(await seen({ user: "u-katherine" })).toHaveLength(0);
    expect(await seen({ user: null, key: "demo-erp-key-fabrikam" })).toHaveLength(0);
  });

  it("answers 410 once a cursor expired, and after a reset", async () => {
    const office = openOffice();
    const old = await cursorNow(office);
    await office.erp.expireCursors();
    expect((await office.ask("GET", `/changes?since=${old}`)).status).toBe(410);
    const next = await cursorNow(office);
    await office.erp.reset();
    expect((await office.ask("GET", `/changes?since=${next}`)).status).toBe(410);
    expect((await office.ask("GET", "/changes?since=nonsense")).status).toBe(400);
  });
});

describe("webhooks", () => {
  it("send a signed hint without data", async () => {
    const office = openOffice();
    await office.ask("POST", "/webhooks", { ...asService, body: hook });
    await office.ask("POST", "/activities", { body: visit });
    await office.erp.webhooks.settled();
    const [call] = office.deliveries;
    expect(call?.url).toBe(hook.url);
    expect(Object.keys(JSON.parse(call?.body ?? "{}") as object)).toEqual(["cursor"]);
    const timestamp = call?.headers["x-erp-timestamp"] ?? "";
    expect(call?.headers["x-erp-signature"]).toBe(
      `sha256=${signature(hook.secret, timestamp, call?.body ?? "")}`,
    );
  });

  it("are one per address: registering again replaces the secret", async () => {
    const office = openOffice();
    await office.ask("POST", "/webhooks", { ...asService, body: hook });
    const again = await office.ask("POST", "/webhooks", { ...asService, body: hook });
    expect(again.status).toBe(200);
    const { body } = await office.ask("GET", "/webhooks", asService);
    expect(body["webhooks"]).toHaveLength(1);
    expect(JSON.stringify(body)).not.toContain(hook.secret);
  });

  it("stay silent about other installations and refused changes", async () => {
    const office = openOffice();
    const fabrikam = { user: null, key: "demo-erp-key-fabrikam" };
    await office.ask("POST", "/webhooks", { ...fabrikam, body: hook });
    await office.ask("POST", "/activities", { body: visit });
    await office.ask("POST", "/activities", {
      ...fabrikam,
      user: "u-liu",
      body: { ...visit, subject: "x".repeat(255) },
    });
    await office.erp.webhooks.settled();
    expect(office.deliveries).toEqual([]);
  });

  it("can be dropped or doubled", async () => {
    const office = openOffice();
    await office.ask("POST", "/webhooks", { ...asService, body: hook });
    for (const mode of ["drop", "duplicate"] as const) {
      office.erp.webhooks.mode = mode;
      await office.ask("POST", "/activities", { body: visit });
    }
    await office.erp.webhooks.settled();
    expect(office.deliveries).toHaveLength(2);
  });

  it("announce what changes during a call by one call more, with the latest cursor", async () => {
    const office = openOffice();
    await office.ask("POST", "/webhooks", { ...asService, body: hook });
    const made = Array.from({ length: 5 }, () =>
      office.ask("POST", "/activities", { body: visit }),
    );
    await Promise.all(made);
    await office.erp.webhooks.settled();
    expect(office.deliveries.length).toBeLessThan(5);
    const { cursor } = JSON.parse(office.deliveries.at(-1)?.body ?? "{}") as { cursor: string };
    expect(cursor).toBe(await cursorNow(office));
  });

  it("lose a call whose receiver is down, without harm to the change", async () => {
    const office = openOffice({ deliver: () => Promise.reject(new Error("down")) });
    await office.ask("POST", "/webhooks", { ...asService, body: hook });
    const { status } = await office.ask("POST", "/activities", { body: visit });
    await office.erp.webhooks.settled();
    expect(status).toBe(201);
  });
});
