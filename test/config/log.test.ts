import { createLog, type Facts } from "../../server/lib/log.ts";

const jwt = `eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl`;

function linesOf(write: (log: ReturnType<typeof createLog>) => void): string[] {
  const lines: string[] = [];
  write(createLog({ level: "debug", write: (line) => lines.push(line) }));
  return lines;
}

describe("the log", () => {
  it("is one JSON object per line, whatever the message holds", () => {
    const [line = ""] = linesOf((log) =>
      log.info({ runId: "r1", count: 2 }, 'two\nlines "quoted"'),
    );
    expect(line.trimEnd()).not.toContain("\n");
    expect(JSON.parse(line)).toMatchObject({
      level: "info",
      runId: "r1",
      count: 2,
      msg: 'two\nlines "quoted"',
      time: expect.stringMatching(/^\d{4}-.*Z$/) as string,
    });
  });

  it.each<[string, Facts]>([
    ["a header", { headers: { Authorization: "Bearer s3cr3t", cookie: "s3cr3t" } }],
    ["tokens", { access_token: "s3cr3t", refreshToken: "s3cr3t", id_token: "s3cr3t" }],
    ["secrets", { clientSecret: "s3cr3t", api_key: "s3cr3t", "x-api-key": "s3cr3t" }],
    ["client state", { notification: [{ clientState: "s3cr3t", subscriptionId: "id" }] }],
    ["bodies and subjects", { item: { subject: "s3cr3t", body: { content: "s3cr3t" } } }],
    ["an error's fields", { err: Object.assign(new Error("no"), { config: { token: "s3cr3t" } }) }],
    ["an error's cause", { err: new Error("no", { cause: new Error("Bearer s3cr3t") }) }],
    ["a query", { url: "/x?code=s3cr3t&state=s3cr3t&validationToken=s3cr3t" }],
    ["bytes", { key: Buffer.from("s3cr3t") }],
    ["a text that is a token", { note: `got ${jwt} from Entra` }],
  ])("takes out what is secret in %s", (_, facts) => {
    const text = linesOf((log) => {
      log.error(facts, `failed with Bearer s3cr3t and ${jwt}`);
      log.child(facts).warn({}, "again");
    }).join("");
    expect(text).not.toMatch(/s3cr3t|eyJ|czNjcjN0/);
    text
      .trim()
      .split("\n")
      .forEach((line) => expect(JSON.parse(line)).toBeDefined());
  });

  it("keeps what an error says", () => {
    const [line = "{}"] = linesOf((log) => log.error({ err: new TypeError("why") }, "failed"));
    expect(JSON.parse(line)).toMatchObject({
      err: {
        name: "TypeError",
        message: "why",
        stack: expect.stringContaining("log.test") as string,
      },
    });
  });

  it("survives facts that contain themselves", () => {
    const facts: Record<string, unknown> = { id: 1 };
    facts["self"] = facts;
    expect(linesOf((log) => log.info(facts, "round"))[0]).toContain("[deep]");
  });

  it("adds a child's facts and leaves out what is below its level", () => {
    const lines: string[] = [];
    const log = createLog({ level: "warn", write: (line) => lines.push(line) });
    log.child({ mailboxId: "m" }).info({}, "quiet");
    log.child({ mailboxId: "m" }).warn({}, "loud");
    expect(lines.map((line): unknown => JSON.parse(line))).toEqual([
      expect.objectContaining({ mailboxId: "m", msg: "loud" }),
    ]);
  });
});
