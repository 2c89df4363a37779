import type { BrowserContext, Locator, Page } from "playwright-core";
import { finishSetup, openOutlook, picture, stateIs, type Outlook } from "./browser.ts";
import { paneFlaws } from "./inspect.ts";
import { theProduct } from "./product.ts";
import type { Stack } from "./stack.ts";

const start = theProduct();
let stack: Stack;
let context: BrowserContext;

beforeAll(async () => {
  ({ stack, context } = await start());
  await stack.newEvent("ada@contoso.example", { subject: "Plain talk" });
  await stack.newEvent("ada@contoso.example", { subject: "Long ago", daysAhead: -42 });
  await stack.newEvent("ada@contoso.example", { subject: "Weekly round", weekly: true });
  await stack.newEvent("grace@contoso.example", {
    subject: "Grace invites",
    attendees: [{ emailAddress: { address: "ada@contoso.example" } }],
  });
  const outlook = await openItem("Plain talk");
  await finishSetup(outlook);
  await outlook.page.close();
});

async function openItem(subject: string, query = "user=ada@contoso.example"): Promise<Outlook> {
  const outlook = await openOutlook(context, stack, `?${query}`);
  await outlook.open(subject);
  await outlook.openPane();
  return outlook;
}

/** The pane says all of this, nothing of it is cut off, and everybody can read it. */
async function expectSays(outlook: Outlook, name: string, ...texts: string[]): Promise<void> {
  for (const text of texts) await outlook.pane.getByText(text).first().waitFor();
  await picture(outlook.page, `pane-${name}`);
  expect(await paneFlaws(outlook.page)).toEqual([]);
}

describe("what the pane says when something is in the way, and what it offers", () => {
  it("a private appointment stays in Outlook", async () => {
    const outlook = await openItem("Doctor's appointment");
    await expectSays(outlook, "private", "Private", "Remove the private mark there");
    expect(await outlook.pane.getByRole("switch", { name: "Sync this event" }).isDisabled()).toBe(
      true,
    );
    await outlook.page.close();
  });

  it("an attendee's copy says whose changes count", async () => {
    const outlook = await openItem("Grace invites");
    await expectSays(outlook, "attendee", "You are not the organizer");
    await outlook.page.close();
  });

  it("a recurring appointment says that its whole series is meant", async () => {
    const outlook = await openItem("Weekly round");
    await expectSays(outlook, "recurring", "one day of a series");
    await outlook.page.close();
  });

  it("an appointment outside the window can be switched on all the same", async () => {
    const outlook = await openOutlook(context, stack, "?user=ada@contoso.example");
    for (let week = 0; week < 6; week++) {
      await outlook.page.getByRole("button", { name: "Previous", exact: true }).click();
    }
    await outlook.open("Long ago");
    await outlook.openPane();
    await expectSays(outlook, "outside-window", "Outside the window", "Switch it on to follow it");
    await outlook.pane.getByRole("button", { name: "Sync to ERP", exact: true }).click();
    await stateIs(outlook, "In sync");
    await outlook.page.close();
  });

  it("without a connection it says so, and tries again on request", async () => {
    const outlook = await openItem("Plain talk");
    await stateIs(outlook, "Not synced");
    // What the pane asks for by itself is there: what fails is what the person asks for, and only that.
    await outlook.pane.getByRole("group", { name: "Create in the ERP" }).waitFor();
    await context.setOffline(true);
    await outlook.pane.getByRole("button", { name: "Sync to ERP", exact: true }).click();
    await expectSays(outlook, "offline", "You are offline", "Connect to the internet");
    await context.setOffline(false);
    await remedyOf(outlook, "Try again").click();
    await stateIs(outlook, "In sync");
    await outlook.page.close();
  });

  it("where a script of the pane did not come it is not blank, and is loaded again on request", async () => {
    const outlook = await openOutlook(context, stack, "?user=ada@contoso.example");
    const script = "**/static/taskpane.*.js";
    await outlook.page.route(script, (route) => route.fulfill({ status: 502 }));
    const animations = await context.newCDPSession(outlook.page);
    await animations.send("Animation.enable");
    await animations.send("Animation.setPlaybackRate", { playbackRate: 100 });
    await outlook.open("Plain talk");
    await outlook.openPane();
    await expectSays(outlook, "late", "did not load completely", "nicht vollständig geladen");
    await outlook.page.unroute(script);
    await outlook.pane.getByRole("link", { name: "Load it again" }).click();
    await outlook.pane.getByRole("switch", { name: "Sync this event" }).waitFor();
    await outlook.page.close();
  });

  it("without the server it says so, and goes on when it is back", async () => {
    const outlook = await openItem("Plain talk");
    await stateIs(outlook, "In sync");
    await stack.killServer();
    await outlook.pane.getByRole("button", { name: "Sync now", exact: true }).click();
    await expectSays(outlook, "backend-down", "Sync to ERP cannot be reached");
    await stack.startServer();
    await remedyOf(outlook, "Try again").click();
    await stateIs(outlook, "In sync");
    await outlook.page.close();
  });

  it("without the ERP changes wait, and follow when it is back", async () => {
    await stack.control("POST", "/faults", { path: "/api/v1", status: 503, times: 10_000 });
    const outlook = await openItem("Plain talk");
    await outlook.edit({ Subject: "Plain talk, moved on" });
    await outlook.openPane();
    await outlook.pane.getByRole("button", { name: "Sync now", exact: true }).click();
    await expectSays(outlook, "erp-down", "Waiting", "The ERP does not answer");
    await stack.control("DELETE", "/faults");
    await outlook.pane.getByRole("button", { name: "Sync now", exact: true }).click();
    await stateIs(outlook, "In sync");
    await outlook.page.close();
  });
});

describe("the pane follows Outlook", () => {
  it("in German", async () => {
    const outlook = await openItem("Grace invites", "user=ada@contoso.example&lang=de");
    await expectSays(
      outlook,
      "de",
      "Nicht von Ihnen organisiert",
      "Diesen Termin abgleichen",
      "Im ERP anlegen",
    );
    await outlook.page.close();
  });

  it("in the dark", async () => {
    const outlook = await openItem("Plain talk", "user=ada@contoso.example&theme=dark");
    await expectSays(outlook, "dark", "Linked to");
    await outlook.page.close();
  });
});

describe("what the pane says at the door", () => {
  it("asks an administrator where only administrators may agree, and the person where he may", async () => {
    const tenant = "fabrikam.example";
    const consent = { tenant, delegated: false, userConsent: "administrators" };
    await stack.control("POST", "/signin/consent", consent);
    const outlook = await openItem("Doctor's appointment", "user=liu@fabrikam.example");
    await outlook.pane.getByRole("button", { name: "Allow access" }).click();
    await expectSays(outlook, "admin-consent", "An administrator has to agree");
    await stack.control("POST", "/signin/consent", { ...consent, userConsent: "allowed" });
    await outlook.page.reload();
    await outlook.open("Doctor's appointment");
    await outlook.openPane();
    await expectSays(outlook, "no-consent", "Your permission is needed");
    await outlook.pane.getByRole("button", { name: "Allow access" }).click();
    await finishSetup(outlook);
    await stack.control("POST", "/signin/consent", { tenant, delegated: true });
    await outlook.page.close();
  });

  it("says whom to ask where the ERP does not know the person", async () => {
    const books = await stack.sandbox.erp.snapshot();
    const users = books.users.map((user) =>
      user.id === "u-maria" ? { ...user, email: "somebody.else@fabrikam.example" } : user,
    );
    await stack.sandbox.erp.restore({ ...books, users });
    const outlook = await openItem("Doctor's appointment", "user=maria@fabrikam.example");
    await expectSays(outlook, "erp-user-unknown", "No ERP user has your mail address");
    await stack.sandbox.erp.restore(books);
    await outlook.page.close();
  });

  it("asks for one more step where a policy wants it", async () => {
    const user = "katherine@contoso.example";
    await stack.control("POST", "/signin/challenge", { user, required: true });
    const outlook = await openItem("Doctor's appointment", `user=${user}`);
    await expectSays(outlook, "claims", "Your organization asks for one more step");
    await remedyOf(outlook, "Sign in with Microsoft").click();
    await finishSetup(outlook);
    await outlook.page.close();
  });

  it("asks for the second factor in a window where Outlook signs nobody in", async () => {
    const user = "katherine@contoso.example";
    const outlook = await openItem("Doctor's appointment", `user=${user}&naa=off`);
    await expectSays(outlook, "signed-out", "Welcome to Sync to ERP");
    const signIn = await windowBehind(outlook);
    await signIn.getByRole("button", { name: "Katherine Johnson" }).click();
    await picture(signIn, "second-factor");
    await signIn.getByRole("button", { name: "Approve" }).click();
    await stateIs(outlook, "Private");

    await outlook.pane.getByRole("button", { name: "More" }).click();
    await outlook.pane.getByRole("menuitem", { name: "Sign out" }).click();
    await expectSays(outlook, "signed-out-again", "Sign in with Microsoft");
    await outlook.page.close();
  });
});

describe("what the pane says after the password was changed", () => {
  it("asks to sign in again, and goes on from there", async () => {
    const user = "grace@contoso.example";
    const outlook = await openItem("Grace invites", `user=${user}&naa=off`);
    const first = await windowBehind(outlook);
    await first.getByRole("button", { name: "Grace Hopper" }).click();
    await finishSetup(outlook);
    await stack.control("POST", "/signin/revoke", { user });
    await stack.control("POST", "/clock", { hours: 2 });
    await outlook.pane.getByRole("button", { name: "Sync to ERP", exact: true }).click();
    await expectSays(outlook, "sign-in-again", "Please sign in again");
    const second = await windowBehind(outlook);
    await second.getByRole("button", { name: "Grace Hopper" }).click();
    await outlook.pane.getByRole("button", { name: "Sync to ERP", exact: true }).click();
    await stateIs(outlook, "In sync");
    await outlook.page.close();
  });
});

/**
 * What a failure offers. Whatever else the pane asked for may have failed of the same and say so below:
 * the first is about what the person asked for.
 */
function remedyOf({ pane }: Outlook, name: string): Locator {
  return pane.getByRole("button", { name, exact: true }).first();
}

/** The sign-in window behind the relay that the pane opens. */
async function windowBehind(outlook: Outlook): Promise<Page> {
  const next = (): Promise<Page> => context.waitForEvent("page");
  const button = remedyOf(outlook, "Sign in with Microsoft");
  const [relay] = await Promise.all([next(), button.click()]);
  const [signIn] = await Promise.all([
    next(),
    relay.getByRole("button", { name: "Continue" }).click(),
  ]);
  return signIn;
}
