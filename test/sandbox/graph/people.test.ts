/** What happens to people: no mailbox, a new password. */
import { codeOf, lunch, openDesk, userNamed } from "./desk.ts";
import { wanted } from "./subscriber.ts";

describe("a person without a mailbox in the cloud (quirk restapi-mailbox)", () => {
  it("is known to the directory, and Outlook says why it has nothing", async () => {
    const desk = openDesk();
    const ada = desk.as("ada");
    desk.graph.setMailbox(userNamed("ada").id, false);
    expect((await ada("GET", "/me")).status).toBe(200);
    const asked = [
      await ada("GET", "/me/events"),
      await ada("POST", "/me/events", { body: lunch() }),
      await ada("GET", "/me/mailboxSettings"),
      await ada("POST", "/subscriptions", { body: wanted() }),
    ];
    expect(asked.map((answer) => [answer.status, codeOf(answer)])).toEqual(
      asked.map(() => [404, "MailboxNotEnabledForRESTAPI"]),
    );
  });

  it("gets it back as it was, and nobody else is concerned", async () => {
    const desk = openDesk({ events: 2 });
    const { id } = userNamed("ada");
    desk.graph.setMailbox(id, false);
    expect((await desk.as("grace")("GET", "/me/events")).status).toBe(200);
    desk.graph.setMailbox(id, true);
    expect((await desk.as("ada")("GET", "/me/events")).body["value"]).toHaveLength(2);
  });
});

describe("a new password", () => {
  it("ends older access tokens with a claims challenge where access is evaluated continuously", async () => {
    const desk = openDesk();
    desk.graph.switches.continuousAccess = true;
    const issuedAt = Math.floor(desk.clock.now() / 1000);
    const older = desk.as("ada", undefined, { issuedAt: issuedAt - 1 });
    expect((await older("GET", "/me")).status).toBe(200);
    desk.graph.userChanged(userNamed("ada").id);
    const refused = await older("GET", "/me");
    expect([refused.status, codeOf(refused)]).toEqual([401, "InvalidAuthenticationToken"]);
    const challenge = refused.headers["www-authenticate"] ?? "";
    expect(challenge).toContain('error="insufficient_claims"');
    const claims = /claims="([^"]+)"/.exec(challenge)?.[1] ?? "";
    expect(JSON.parse(Buffer.from(claims, "base64").toString())).toEqual({
      access_token: { nbf: { essential: true, value: String(issuedAt) } },
    });
    expect((await desk.as("ada", undefined, { issuedAt })("GET", "/me")).status).toBe(200);
    desk.graph.switches.continuousAccess = false;
    expect((await older("GET", "/me")).status).toBe(200);
  });
});
