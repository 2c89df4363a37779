import { Memory } from "lowdb";
import type { ErpData } from "../../../sandbox/erp/model.ts";
import { openOffice, visit } from "./office.ts";

describe("the demo ERP as a service", () => {
  it("keeps its books in the adapter between two starts", async () => {
    const adapter = new Memory<ErpData>();
    const { ask } = openOffice({ adapter });
    const { body } = await ask("POST", "/activities", { body: visit });
    const again = openOffice({ adapter });
    expect((await again.ask("GET", `/activities/${String(body["id"])}`)).status).toBe(200);
  });

  it("goes back to a snapshot", async () => {
    const { erp, ask } = openOffice();
    const before = await erp.snapshot();
    await ask("DELETE", "/activities/act-0000001");
    await erp.restore(before);
    expect((await ask("GET", "/activities/act-0000001")).status).toBe(200);
    expect(await erp.snapshot()).toEqual(before);
  });

  it("seeds the same books from the same number", async () => {
    const [one, two, other] = await Promise.all(
      [1, 1, 2].map((seed) => openOffice({ seed }).erp.snapshot()),
    );
    expect(one).toEqual(two);
    expect(one).not.toEqual(other);
    expect(one?.activities).toHaveLength(12);
  });

  it("fails as planned before the change", async () => {
    const { ask, faults } = openOffice();
    const fault = { method: "PATCH", path: "/activities/", times: 1, when: "before" } as const;
    faults.add({ ...fault, status: 429, retryAfterSeconds: 7 });
    const patch = { body: { place: "Room 5" } };
    const refused = await ask("PATCH", "/activities/act-0000001", patch);
    expect(refused).toMatchObject({ status: 429, headers: { "retry-after": "7" } });
    const { body } = await ask("GET", "/activities/act-0000001");
    expect(body["version"]).toBe(1);
  });

  it("loses the reply after the change was made", async () => {
    const { ask, faults } = openOffice();
    faults.add({ method: "PATCH", times: 1, when: "after", lostReply: true });
    const lost = await ask("PATCH", "/activities/act-0000001", { body: { place: "Room 5" } });
    expect(lost.status).toBe(0);
    const { body } = await ask("GET", "/activities/act-0000001");
    expect(body["place"]).toBe("Room 5");
  });

  it("keeps planned failures and the log away from its own page", async () => {
    const { ask, faults, requestLog } = openOffice();
    faults.add({ times: 1, when: "before", status: 503 });
    const page = { user: null, headers: { authorization: "Page u-ada" } };
    expect((await ask("GET", "/activities", page)).status).toBe(200);
    expect(requestLog.list()).toEqual([]);
    expect((await ask("GET", "/activities")).status).toBe(503);
    expect(requestLog.list()).toMatchObject([{ mailbox: "u-ada", status: 503 }]);
  });

  it("says what is wrong with an address, a method or a body", async () => {
    const { erp, ask } = openOffice();
    expect((await ask("GET", "/nothing")).status).toBe(404);
    expect((await ask("DELETE", "/companies")).status).toBe(405);
    const post = { method: "POST", url: "/api/v1/activities" };
    const authorization = "Page u-ada";
    const text = { ...post, headers: { authorization, "content-type": "text/plain" }, body: "{}" };
    expect((await erp.handle(text)).status).toBe(415);
    const torn = { ...text, headers: { authorization, "content-type": "application/json" } };
    expect((await erp.handle({ ...torn, body: "{" })).status).toBe(400);
  });

  it.each(["/", "/activities/act-0000001", "/records/customer/cus-1001"])(
    "serves its page at %s",
    async (url) => {
      const { status, headers, body } = await openOffice().erp.handle({
        method: "GET",
        url,
        headers: {},
      });
      expect(status).toBe(200);
      expect(headers["content-security-policy"]).toContain("default-src 'none'");
      expect(String(body)).toContain("<title>Demo ERP</title>");
    },
  );

  it("serves the page's scripts without their types, and nothing beside them", async () => {
    const { erp } = openOffice();
    const get = (url: string) => erp.handle({ method: "GET", url, headers: {} });
    const script = await get("/page/wall-time.ts");
    expect(script.headers["content-type"]).toContain("text/javascript");
    expect(String(script.body)).not.toContain(": string");
    expect((await get("/page/../erp.ts")).status).toBe(404);
    expect((await get("/page/nothing.ts")).status).toBe(404);
  });
});
