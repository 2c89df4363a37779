/** Invitations by mail: the whole server, a real mail server. */
import type { Certificate } from "../../../sandbox/certificate.ts";
import { smtpAccount } from "../../../sandbox/mail/smtp.ts";
import { certificateFolder, openSmtp, trust, type SmtpDesk } from "../../notify/mailers.ts";
import { dayMs, minuteMs, openWorld, type World } from "../../whole/world.ts";

let certificate: Certificate;
let remove: () => Promise<void>;
let desk: SmtpDesk;
let world: World;

beforeAll(async () => {
  ({ certificate, remove } = await certificateFolder());
  desk = await openSmtp(certificate);
  trust(certificate);
});
beforeEach(async () => {
  const { user, password } = smtpAccount;
  world = await openWorld({
    env: {
      SMTP_PRIVATE_HOSTS: `localhost:${desk.port}`,
      SMTP_URL: `smtp://${encodeURIComponent(user)}:${password}@localhost:${desk.port}`,
      MAIL_FROM: user,
    },
  });
});
afterEach(async () => {
  desk.faults.clear();
  desk.mailbag.clear();
  await world.stop();
});
afterAll(async () => {
  jest.restoreAllMocks();
  await desk.catcher.close();
  await remove();
});

const letter = { language: "en", words: "", again: false } as const;
const ada = { address: "ada@contoso.example", name: "Ada Lovelace" };
const grace = { address: "grace@contoso.example", name: "" };
const invite = (people: readonly object[], more: object = {}) =>
  world.person("katherine").call("invite", { body: { ...letter, people, ...more } });
const mails = () => desk.mailbag.list();
const states = async () => {
  const { invitations } = await world.person("katherine").call("invitations");
  return Object.fromEntries(
    invitations.map(({ address, state, times }) => [address, [state, times]]),
  );
};

async function tick(ms = 0): Promise<void> {
  world.clock.advance(ms);
  await world.server.notifier.tick();
}

it("sends at once, by the forced sender, in the words that the preview shows", async () => {
  const katherine = world.person("katherine");
  const words = "Please finish Setup by Friday.\n<b>Katherine</b>";
  const preview = await katherine.call("previewInvitation", { body: { language: "de", words } });
  expect(preview.from).toContain(smtpAccount.user);
  await invite([ada], { language: "de", words });
  await tick();
  const [mail] = mails();
  expect(mail).toMatchObject({ to: [ada.address], subject: preview.subject });
  expect(preview.subject).toContain("Katherine Johnson");
  expect(mail?.text).toContain("Please finish Setup by Friday.");
  expect(mail?.text).toContain("/portal.html");
  expect(await states()).toEqual({ [ada.address]: ["invited", 1] });
});

it("invites nobody twice by accident, and again when that is asked for", async () => {
  await Promise.all([invite([ada]), invite([ada, grace])]);
  await tick();
  await tick(minuteMs);
  expect(
    mails()
      .map(({ to }) => to[0])
      .toSorted(),
  ).toEqual([ada.address, grace.address]);
  expect(await invite([{ ...ada, address: "ADA@contoso.example" }])).toEqual({
    ...{ invited: 0, leftOut: [{ text: ada.address, why: "invited" }] },
  });
  expect((await invite([ada], { again: true })).invited).toBe(1);
  await tick();
  expect(mails()).toHaveLength(3);
  // Also once its mail is forgotten, nobody hears of it once more.
  for (let day = 0; day < 40; day += 1) await tick(dayMs);
  expect(mails()).toHaveLength(3);
});

it("shows who has come, and mails nobody who came before the mail went", async () => {
  desk.faults.add({ stage: "sender", status: 451, times: 2 });
  await invite([ada, grace]);
  await tick();
  expect(Object.values(await states()).map(([state]) => state)).toContain("waiting");
  await world.person("ada").setUp();
  await world.person("grace").setUp();
  const before = mails().length;
  await tick(2 * minuteMs);
  expect(mails()).toHaveLength(before);
  expect(await states()).toMatchObject({
    ...{ [ada.address]: ["came", 1], [grace.address]: ["came", 1] },
  });
  expect((await invite([ada], { again: true })).leftOut).toEqual([
    { text: ada.address, why: "uses" },
  ]);
});

it("a stop between the invitation and its mail loses neither", async () => {
  await invite([ada]);
  await world.restart();
  await tick();
  await world.restart();
  await tick(minuteMs);
  expect(mails().map(({ to }) => to[0])).toEqual([ada.address]);
});

it("says that an invitation waits as long as there is no mail of it", async () => {
  await invite([ada]);
  expect(await states()).toEqual({ [ada.address]: ["waiting", 1] });
  await tick();
  expect(await states()).toEqual({ [ada.address]: ["invited", 1] });
});

it("invites nobody of a company that leaves", async () => {
  const katherine = world.person("katherine");
  const { tenantId } = world.person("ada").user;
  const { companies } = await katherine.call("leaving");
  const confirm = companies.find((one) => one.tenantId === tenantId)!.name;
  const kept = { marks: "leave", outlookCopies: "keep", erpCopies: "keep" };
  await katherine.call("beginLeaving", { params: { tenantId }, body: { confirm, ...kept } });
  const body = { ...letter, people: [ada] };
  expect(await katherine.refused("invite", { body })).toMatchObject({ code: "conflict" });
});

it("names whom it does not invite: no address, another company's, somebody who is here", async () => {
  await world.person("grace").setUp();
  const katherine = world.person("katherine");
  const text =
    "Ada Lovelace <ada@contoso.example>\ngrace@contoso.example\nliu@fabrikam.example\nnobody";
  expect(await katherine.call("checkInvitations", { body: { text } })).toEqual({
    people: [ada],
    leftOut: [
      { text: "nobody", why: "not-an-address" },
      { text: "grace@contoso.example", why: "uses" },
      { text: "liu@fabrikam.example", why: "other-domain" },
    ],
  });
  // Whatever a page says was checked.
  const given = [
    { address: "liu@fabrikam.example", name: "" },
    { address: "x", name: "" },
  ];
  expect(await invite(given)).toMatchObject({ invited: 0 });
  await tick();
  expect(mails()).toEqual([]);
});

it("offers those of the ERP who are not here yet", async () => {
  await world.person("grace").setUp();
  await invite([ada]);
  const { people } = await world.person("katherine").call("erpPeople");
  expect(people.map(({ address }) => address)).toEqual(["katherine@contoso.example"]);
});

it("is another company's to nobody, and leaves nothing of whom was erased", async () => {
  await invite([ada, grace]);
  const maria = world.person("maria");
  const tenantId = world.person("ada").user.tenantId;
  expect(await maria.refused("invitations", { query: { tenantId } })).toMatchObject({
    ...{ code: "not-found" },
  });
  expect(
    await maria.refused("invite", { body: { ...letter, tenantId, people: [ada] } }),
  ).toMatchObject({ code: "not-found" });
  expect((await maria.call("invitations")).invitations).toEqual([]);
  await world.person("ada").setUp();
  const { id } = world.person("ada").user;
  await world.person("katherine").call("eraseUser", {
    params: { tenantId, mailboxId: id },
    body: { confirm: ada.address, marks: "leave", outlookCopies: "keep", erpCopies: "keep" },
  });
  const stored: unknown[] = [];
  for await (const change of world.store.dump({ kind: "tenant", tenantId })) stored.push(change);
  expect(JSON.stringify(stored)).not.toContain(ada.address);
  expect(JSON.stringify(stored)).toContain(grace.address);
  const { entries } = await world.person("katherine").call("audit", {
    query: { act: "users-invited" },
  });
  expect(entries).toMatchObject([{ facts: { people: 2, again: false } }]);
});
