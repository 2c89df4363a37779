/** Team mailboxes and calendars of others, through the API and in both systems. */
import { mailboxScope } from "../../server/engine/mailboxes/mailbox.ts";
import { put } from "../../server/store/store.ts";
import { visit } from "./person.ts";
import { agreed, byAddress, chosenIn, further, inTeam, share, team, teamAdded } from "./team.ts";
import { worlds, type World } from "./world.ts";

const openWorld = worlds();
const dayMs = 24 * 60 * 60 * 1000;
const withTeam = async () => teamAdded(await openWorld());

describe("a team mailbox", () => {
  it("is asked for with its permissions by whoever adds it, and by nobody before that", async () => {
    const world = await openWorld();
    const ada = world.person("ada");
    await ada.setUp();
    const problem = await ada.refused("addMailbox", byAddress());
    expect(problem).toMatchObject({ status: 403, code: "consent-required", scopes: further });
    expect(problem.detail).toContain("Calendars.ReadWrite.Shared");
    expect((await ada.call("profile")).scopes.join(" ")).not.toContain(".Shared");

    world.sandbox.entra.switches.setConsent(ada.user, true, further);
    const { mailboxes } = await ada.call("addMailbox", byAddress());
    expect(mailboxes).toMatchObject([{ mailboxId: team.id, name: team.name, readOnly: false }]);
  });

  it("is kept the same with the ERP user of who added it, both ways, and mails nobody", async () => {
    const { world, ada, desk } = await withTeam();
    const id = await desk.add(visit({ subject: "Boiler inspection" }));
    await chosenIn(ada, id);
    await world.settle();
    const [activity] = await ada.erp.list();
    expect(activity).toMatchObject({ subject: "Boiler inspection", owner: "u-ada" });

    await ada.erp.change(activity?.id ?? "", { place: "Kiel" });
    await world.settle();
    expect((await desk.get(id)).location.displayName).toBe("Kiel");
    await desk.change(id, { subject: "Boiler repair" });
    // Graph announces nothing of it: it is asked for at the interval.
    await world.pass(20 * 60_000, 5 * 60_000);
    expect((await ada.erp.list()).map(({ subject }) => subject)).toEqual(["Boiler repair"]);
    expect(await ada.outlook.list()).toEqual([]);
    expect(world.sandbox.graph.mails()).toEqual([]);
    const subscribed = world.sandbox.graph.snapshot().subscriptions.map(({ userId }) => userId);
    expect(subscribed).not.toContain(team.id);
  });

  it.each([
    ["before the team's person", ["guest", "team"]],
    ["after him", ["team", "guest"]],
  ])(
    "has one activity for a meeting of its own, also for a guest who links it %s",
    async (_, order) => {
      const { world, ada, desk } = await withTeam();
      const grace = await agreed(world, "grace");
      const guest = { emailAddress: { address: grace.user.address, name: grace.user.name } };
      const id = await desk.add(visit({ subject: "Handover", attendees: [guest] }));
      const mails = world.sandbox.graph.mails().length;
      const [copy] = await grace.outlook.list();
      for (const who of order) {
        await (who === "guest" ? grace.choose(copy?.id ?? "") : chosenIn(ada, id));
        await world.settle();
      }
      // Whose the meeting is nobody of the ERP is: the team's person stands in for it.
      const activities = await ada.erp.list();
      expect(activities).toMatchObject([{ subject: "Handover", owner: "u-ada" }]);
      expect((await grace.erp.list()).map((one) => one.id)).toEqual([activities[0]?.id]);
      await desk.change(id, { subject: "Handover of the boiler" });
      await world.pass(20 * 60_000, 5 * 60_000);
      expect((await grace.erp.list()).map(({ subject }) => subject)).toEqual([
        "Handover of the boiler",
      ]);
      expect(world.sandbox.graph.mails().length - mails).toBe(1);
    },
  );

  it("leaves a meeting to the guest whose activity its person does not see, and makes no second one", async () => {
    const world = await openWorld();
    const grace = await agreed(world, "grace");
    const ada = await agreed(world, "ada");
    const guest = { emailAddress: { address: grace.user.address, name: grace.user.name } };
    const desk = ada.outlookIn(team.id);
    const id = await desk.add(visit({ subject: "Handover", attendees: [guest] }));
    const [copy] = await grace.outlook.list();
    // Before anybody had the team's mailbox: nobody stood in for it.
    await grace.choose(copy?.id ?? "");
    await world.settle();
    await ada.call("addMailbox", byAddress());
    await chosenIn(ada, id);
    await world.settle();
    expect(await grace.erp.list()).toMatchObject([{ subject: "Handover", owner: "u-grace" }]);
    expect(await ada.erp.list()).toEqual([]);
    expect((await desk.get(id)).subject).toBe("Handover");
  });

  it("is one person's at a time: who comes later is told whose, and may take it once it is given up", async () => {
    const { world, ada, desk } = await withTeam();
    const grace = await agreed(world, "grace");
    const id = await desk.add(visit({ subject: "Boiler inspection" }));
    await chosenIn(ada, id);
    await world.settle();
    const taken = await grace.refused("addMailbox", byAddress());
    expect(taken).toMatchObject({ status: 409, code: "mailbox-taken", by: ada.user.name });
    expect(taken.detail).toContain("Ada Lovelace synchronizes this mailbox already");

    await ada.call("giveUpMailbox", { params: { mailboxId: team.id } });
    await grace.call("addMailbox", byAddress());
    await world.settle();
    // Ada's activity is not Grace's to see: neither side loses anything, and nothing is made twice.
    expect(await ada.erp.list()).toMatchObject([{ subject: "Boiler inspection" }]);
    expect(await grace.erp.list()).toEqual([]);
    expect((await desk.get(id)).subject).toBe("Boiler inspection");
    const { entries } = await grace.call("log", inTeam());
    expect(entries.map(({ because }) => because)).toContain("another user's activity");
    expect(await ada.refused("log", inTeam())).toMatchObject({ code: "mailbox-not-found" });
  });

  it("falls to one of two who add it at the same moment", async () => {
    const world = await openWorld();
    const both = [await agreed(world, "ada"), await agreed(world, "grace")];
    const answers = await Promise.all(
      both.map((person) => person.request("POST", "/api/mailboxes", byAddress())),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it("that loses its rights is left alone until they are back, and shows nothing meanwhile", async () => {
    const { world, ada, desk } = await withTeam();
    const id = await desk.add(visit({ subject: "Boiler inspection" }));
    const { itemId } = await chosenIn(ada, id);
    await world.settle();
    for (const notShared of ["missing", "denied"] as const) {
      world.sandbox.graph.switches.notShared = notShared;
      await share(world, { right: "none" });
      await world.pass(2 * 60 * 60_000);
      const [lost] = (await ada.call("mailboxes")).mailboxes;
      expect(lost).toMatchObject({ health: "no-consent" });
      expect(lost?.reason).toContain("may not be read any more");
      expect(await ada.erp.list()).toMatchObject([{ subject: "Boiler inspection" }]);
      const unknown = await ada.refused("item", inTeam({ params: { itemId } }));
      expect(unknown).toMatchObject({ status: 404, code: "mailbox-not-found" });

      await share(world, { right: "full" });
      await world.pass(2 * 60 * 60_000);
      expect((await ada.call("mailboxes")).mailboxes).toMatchObject([{ health: "operational" }]);
      expect((await ada.call("item", inTeam({ params: { itemId } }))).state).toBe("in-sync");
    }
    expect(world.sandbox.graph.mails()).toEqual([]);
  });
});

describe("the set-up of a team mailbox", () => {
  const params = { mailboxId: team.id };
  const kept = { outlookItems: null, onlyToErp: false, rules: {} };
  const planned = (entries: readonly { kind: string; side: string | null; subject: string }[]) =>
    entries.map(({ kind, side, subject }) => `${kind} ${side ?? "-"} ${subject}`);

  it("is tried on that mailbox alone, and does exactly what was shown or says what changed", async () => {
    const { world, ada, desk } = await withTeam();
    await ada.outlook.add(visit({ subject: "Her own" }));
    await desk.add(visit({ subject: "Boiler inspection" }));
    await desk.add(visit({ subject: "Salaries", sensitivity: "private" }));
    const body = { rules: { ...kept, outlookItems: "all" } };
    const first = await ada.call("planFurther", { params, body });
    const planId = { params: { planId: first.id } };
    const { entries } = await ada.call("planEntries", planId);
    const there = (await desk.list()).filter(({ sensitivity }) => sensitivity !== "private");
    expect(planned(entries).toSorted()).toEqual(
      there.map(({ subject }) => `create erp ${subject}`).toSorted(),
    );
    expect(planned(entries)).toContain("create erp Boiler inspection");
    expect(await ada.erp.list()).toEqual([]);

    await desk.add(visit({ subject: "Roof" }));
    const changed = await ada.call("carryOutPlan", planId);
    if (changed.kind !== "changed") throw new Error("the plan was another by then");
    expect(planned(changed.appeared)).toEqual(["create erp Roof"]);
    expect((await ada.call("furtherSetup", { params })).own).toMatchObject({
      outlookItems: "chosen",
    });
    const now = { params: { planId: changed.plan.id } };
    expect((await ada.call("carryOutPlan", now)).kind).toBe("done");
    await world.settle();
    expect(await ada.erp.list()).toHaveLength(there.length + 1);
    const { own, status } = await ada.call("furtherSetup", { params });
    expect([own.outlookItems, status.calendar.linked]).toEqual(["all", there.length + 1]);
    expect(world.sandbox.graph.mails()).toEqual([]);
  });

  it("holds until it is given back to the levels above, and never loosens what guards others", async () => {
    const { world, ada, desk } = await withTeam();
    const id = await desk.add(visit({ subject: "Boiler inspection" }));
    await chosenIn(ada, id);
    await world.settle();
    const rules = { precedence: "microsoft", daysBack: 30 };
    const body = { outlookItems: "category", onlyToErp: true, rules };
    const saved = await ada.call("saveFurtherSetup", { params, body });
    expect(saved.own).toEqual(body);
    const [activity] = await ada.erp.list();
    await ada.erp.change(activity?.id ?? "", { place: "Kiel" });
    await world.settle();
    expect((await desk.get(id)).location.displayName).toBe("Hamburg");
    const scope = mailboxScope(team.tenantId, team.id);
    const stored = await world.store.get(scope, "mailbox", "mailbox");
    expect(stored?.jobs.calendar.rules).toMatchObject({
      ...{ privateItems: "leaveOut", marks: false, flows: { response: "none" } },
    });
    // One calendar more of the same mailbox is no word about that.
    await ada.call("addMailbox", byAddress());
    expect((await ada.call("furtherSetup", { params })).own).toEqual(body);

    const back = await ada.call("saveFurtherSetup", { params, body: kept });
    expect(back.own).toEqual(kept);
    await ada.erp.change(activity?.id ?? "", { place: "Bremen" });
    await world.settle();
    expect((await desk.get(id)).location.displayName).toBe("Bremen");
  });

  it("is bound by what administrators fixed, by the name of the field", async () => {
    const { world, ada } = await withTeam();
    const katherine = world.person("katherine");
    const query = { job: "calendar" };
    const { revision } = await katherine.call("jobLevel", { query });
    const level = { revision, values: { precedence: "erp" }, locked: ["precedence"] };
    await katherine.call("saveJobLevel", { query, body: level });
    const body = { ...kept, rules: { precedence: "ask" } };
    const problem = await ada.refused("saveFurtherSetup", { params, body });
    expect(problem).toMatchObject({ code: "forbidden", field: "calendar.rules.precedence" });
    const { above } = await ada.call("furtherSetup", { params });
    expect(above["precedence"]).toEqual({ value: "erp", from: "system", lockedBy: "system" });
  });

  it("pauses and goes on by itself, and shows how far it is, while one's own runs", async () => {
    const { world, ada, desk } = await withTeam();
    const id = await desk.add(visit({ subject: "Boiler inspection" }));
    await chosenIn(ada, id);
    await world.settle();
    const act = (name: string) => ada.call("actOnFurther", { params, body: { act: name } });
    expect((await act("pause")).status).toMatchObject({
      ...{ health: "paused", calendar: { enabled: false } },
    });
    expect((await ada.call("status")).health).toBe("operational");
    await desk.change(id, { subject: "Boiler repair" });
    await world.pass(20 * 60_000, 5 * 60_000);
    expect(await ada.erp.list()).toMatchObject([{ subject: "Boiler inspection" }]);
    expect((await act("continue")).status.calendar.enabled).toBe(true);
    await world.settle();
    await act("refresh");
    await world.settle();
    expect(await ada.erp.list()).toMatchObject([{ subject: "Boiler repair" }]);
    expect((await ada.call("furtherSetup", { params })).status.calendar.progress).toBeNull();
  });

  it("is nothing to anybody else, nor to who lost it or his rights since it was shown", async () => {
    const { world, ada, desk } = await withTeam();
    await desk.add(visit({ subject: "Boiler inspection" }));
    const grace = await agreed(world, "grace");
    const unknown = { code: "mailbox-not-found" };
    expect(await grace.refused("furtherSetup", { params })).toMatchObject(unknown);
    const own = { mailboxId: ada.user.id };
    expect(await ada.refused("furtherSetup", { params: own })).toMatchObject(unknown);
    const body = { rules: { ...kept, outlookItems: "all" } };
    const { id: planId } = await ada.call("planFurther", { params, body });
    await share(world, { right: "none" });
    await world.pass(2 * 60 * 60_000);
    const shown = { params: { planId } };
    expect(await ada.refused("planEntries", shown)).toMatchObject(unknown);
    await share(world, { right: "full" });
    await world.pass(2 * 60 * 60_000);
    const again = await ada.call("planFurther", { params, body });
    await ada.call("giveUpMailbox", { params });
    await grace.call("addMailbox", byAddress());
    const done = { params: { planId: again.id } };
    expect(await ada.refused("carryOutPlan", done)).toMatchObject(unknown);
    const scope = mailboxScope(team.tenantId, team.id);
    const stored = await world.store.get(scope, "mailbox", "mailbox");
    expect(stored?.userId).toBe(grace.user.id);
  });
});

describe("an administrator's release", () => {
  const params = { tenantId: team.tenantId, mailboxId: team.id };
  const release = { params, body: { act: "release" } };

  it("frees a mailbox with all that is linked, for whoever adds it next, and stands in the trail", async () => {
    const { world, ada, desk } = await withTeam();
    const [grace, katherine] = [await agreed(world, "grace"), world.person("katherine")];
    const id = await desk.add(visit({ subject: "Boiler inspection" }));
    await chosenIn(ada, id);
    await world.settle();
    const { heldBy } = await katherine.call("user", { params });
    expect(heldBy).toBe("Ada Lovelace");
    const after = await katherine.call("actOnUser", release);
    expect(after).toMatchObject({ heldBy: null, user: { health: "off" } });
    const { entries } = await katherine.call("audit");
    const about = `${team.name} (${team.address})`;
    expect(entries[0]).toMatchObject({ act: "mailbox-released", about });

    await desk.change(id, { subject: "Boiler repair" });
    await world.pass(20 * 60_000, 5 * 60_000);
    expect(await ada.erp.list()).toMatchObject([{ subject: "Boiler inspection" }]);
    expect((await desk.get(id)).subject).toBe("Boiler repair");
    expect((await ada.call("mailboxes")).mailboxes).toEqual([]);
    await grace.call("addMailbox", byAddress());
    // Whose it was: he has it anew after her, and what was linked is still one pair.
    await katherine.call("actOnUser", release);
    await ada.call("addMailbox", byAddress());
    await world.settle();
    expect(await ada.erp.list()).toHaveLength(1);
    expect(world.sandbox.graph.mails()).toEqual([]);
  });

  it("stays released where a click would let a paused one go on", async () => {
    const { world } = await withTeam();
    const katherine = world.person("katherine");
    await katherine.call("actOnUser", { params, body: { act: "pause" } });
    await katherine.call("actOnUser", release);
    const goOn = await katherine.refused("actOnUser", { params, body: { act: "continue" } });
    expect(goOn).toMatchObject({ code: "setup-required" });
    expect((await katherine.call("user", { params })).user.jobs[0]?.enabled).toBe(false);
  });

  it("is refused of people's own mailboxes, and where nobody has it, and beyond one's tenant", async () => {
    const { world, ada } = await withTeam();
    const [katherine, maria] = [world.person("katherine"), world.person("maria")];
    const own = { tenantId: ada.user.tenantId, mailboxId: ada.user.id };
    const ofOwn = { params: own, body: { act: "release" } };
    expect(await katherine.refused("actOnUser", ofOwn)).toMatchObject({ status: 404 });
    expect((await ada.call("status")).health).toBe("operational");
    expect(await maria.refused("actOnUser", release)).toMatchObject({ code: "not-found" });
    await katherine.call("actOnUser", release);
    expect(await katherine.refused("actOnUser", release)).toMatchObject({ status: 404 });
  });
});

describe("whoever has no rights", () => {
  it("is answered as if there were no such mailbox, whatever he asks and however", async () => {
    const { world, desk } = await withTeam();
    const id = await desk.add(visit({ subject: "Boiler inspection" }));
    const katherine = await agreed(world, "katherine");
    const answers = [
      await katherine.refused("addMailbox", byAddress()),
      await katherine.refused("addMailbox", byAddress("nobody@contoso.example")),
    ].map(({ requestId: _id, ...rest }) => rest);
    expect(answers[0]).toMatchObject({ status: 404, code: "mailbox-not-found" });
    expect(answers[0]).toEqual(answers[1]);

    for (const [name, person] of [
      ["grace", await agreed(world, "grace")],
      ["liu", await agreed(world, "liu")],
    ] as const) {
      const of = async (mailbox: string) => {
        const parts = { body: { restId: id, addresses: [] }, headers: { "X-Mailbox": mailbox } };
        const { requestId: _id, ...rest } = await person.refused("findItem", parts);
        return rest;
      };
      expect([name, await of(team.id)]).toEqual([name, await of("no-such-mailbox")]);
    }
  });

  it("reaches none but his own where a route knows no other", async () => {
    const { ada } = await withTeam();
    const problem = await ada.refused("profile", inTeam());
    expect(problem).toMatchObject({ status: 400, field: "X-Mailbox" });
  });
});

describe("a calendar of somebody else", () => {
  const offer = async (world: World, right: "read" | "write", calendar?: string) => {
    const named = calendar === undefined ? {} : { calendar };
    await share(world, { owner: "katherine@contoso.example", right, ...named });
  };

  it("is offered from one's list, and leads to that calendar in its owner's mailbox", async () => {
    const world = await openWorld();
    const ada = await agreed(world, "ada");
    const katherine = world.person("katherine");
    const made = await katherine.outlook.ask("POST", "/me/calendars", { name: "Site visits" });
    await offer(world, "write", "Site visits");
    await katherine.outlook.add(visit({ subject: "Nobody's business" }));
    const [calendar] = (await ada.call("mailboxes")).offered;
    expect(calendar).toMatchObject({ name: "Site visits", canEdit: true, standing: "free" });
    const calendarId = calendar?.calendarId ?? "";
    await ada.call("addMailbox", { body: { calendarId, outlookItems: "all" } });
    const path = `/me/calendars/${encodeURIComponent(String(made["id"]))}/events`;
    await katherine.outlook.ask("POST", path, visit({ subject: "Roof" }));
    await world.pass(20 * 60_000, 5 * 60_000);
    expect((await ada.erp.list()).map(({ subject }) => subject)).toEqual(["Roof"]);
    const after = await ada.call("mailboxes");
    expect(after.offered).toMatchObject([{ standing: "added" }]);
  });

  it("that may only be read goes to the ERP and nothing comes back", async () => {
    const world = await openWorld();
    const ada = await agreed(world, "ada");
    const katherine = world.person("katherine");
    await offer(world, "read");
    const id = await katherine.outlook.add(visit({ subject: "Audit" }));
    await katherine.outlook.add(visit({ subject: "Doctor", sensitivity: "private" }));
    const [calendar] = (await ada.call("mailboxes")).offered;
    const calendarId = calendar?.calendarId ?? "";
    const { mailboxes } = await ada.call("addMailbox", {
      body: { calendarId, outlookItems: "all" },
    });
    expect(mailboxes).toMatchObject([{ readOnly: true }]);
    await world.settle();
    const [activity, ...others] = await ada.erp.list();
    expect([activity?.subject, others]).toEqual(["Audit", []]);
    await ada.erp.change(activity?.id ?? "", { place: "Kiel" });
    await world.settle();
    expect((await katherine.outlook.get(id)).location.displayName).toBe("Hamburg");
  });

  describe("whose private appointments are masked for its delegate", () => {
    const secrets = /Doctor|Clinic|Private Appointment/;
    const become = { subject: "Doctor", location: { displayName: "Clinic" } };

    /** An appointment of Katherine's that Ada linked by hand, as her delegate. */
    async function withKatherines() {
      const world = await openWorld();
      const [ada, katherine] = [await agreed(world, "ada"), world.person("katherine")];
      await offer(world, "write");
      const id = await katherine.outlook.add(visit({ subject: "Audit" }));
      const calendarId = (await ada.call("mailboxes")).offered[0]?.calendarId ?? "";
      await ada.call("addMailbox", { body: { calendarId, outlookItems: "chosen" } });
      const headers = { "X-Mailbox": katherine.user.id };
      const query = { restId: id, addresses: [katherine.user.address] };
      const { itemId } = await ada.call("findItem", { body: query, headers });
      const body = { records: [], activityTypeId: null };
      await ada.call("chooseItem", { params: { itemId }, body, headers });
      await world.settle();
      const later = () => world.pass(20 * 60_000, 5 * 60_000);
      const log = async () => JSON.stringify((await ada.call("log", { headers })).entries);
      const [activity] = await ada.erp.list();
      return { world, ada, katherine, id, later, log, activityId: activity?.id ?? "" };
    }

    it.each(["masked", "whole"] as const)(
      "takes neither the mask nor what is under it for an edit, as Graph shows it %s",
      async (shown) => {
        const { world, ada, katherine, id, later, log } = await withKatherines();
        world.sandbox.graph.switches.privateOfOthers = shown;
        await katherine.outlook.change(id, { ...become, sensitivity: "private" });
        await later();
        expect(await ada.erp.list()).toMatchObject([{ subject: "Busy", place: "" }]);
        expect((await katherine.outlook.get(id)).subject).toBe("Doctor");
        // Given the right to see it, and again: nothing anywhere has changed by that.
        const versions = async () => (await ada.erp.list()).map(({ version }) => version);
        const before = await versions();
        for (const right of ["delegate", "write"] as const) {
          await share(world, { owner: katherine.user.address, right });
          await katherine.outlook.change(id, { importance: "high" });
          await later();
        }
        expect(await versions()).toEqual(before);
        expect(JSON.stringify(await ada.erp.list()) + (await log())).not.toMatch(secrets);
        await katherine.outlook.change(id, { subject: "Audit", sensitivity: "normal" });
        await later();
        expect(await ada.erp.list()).toMatchObject([{ subject: "Audit", place: "Clinic" }]);
        expect(world.sandbox.graph.mails()).toEqual([]);
      },
    );

    it("keeps its real subject whatever the ERP writes, and takes what comes when it is private no longer", async () => {
      const { ada, katherine, id, later, log, activityId } = await withKatherines();
      await katherine.outlook.change(id, { ...become, sensitivity: "private" });
      await later();
      await ada.erp.change(activityId, { subject: "Renamed" });
      await later();
      const event = await katherine.outlook.get(id);
      expect([event.subject, event.location.displayName]).toEqual(["Doctor", "Clinic"]);
      expect(await ada.erp.list()).toMatchObject([{ subject: "Busy", place: "" }]);
      // Its time he may not move: that stays in the ERP until it can go over.
      const moved = { start: "2026-11-26T09:00:00Z", end: "2026-11-26T10:00:00Z" };
      await ada.erp.change(activityId, moved);
      await later();
      const still = await katherine.outlook.get(id);
      expect([still.subject, still.start]).toEqual(["Doctor", event.start]);
      expect(await log()).not.toMatch(secrets);
      await katherine.outlook.change(id, { sensitivity: "normal" });
      await later();
      await later();
      expect(await ada.erp.list()).toMatchObject([{ subject: "Doctor", place: "Clinic" }]);
    });

    it("is made in the ERP by no gate, and cannot be switched on", async () => {
      const { world, ada, katherine, later } = await withKatherines();
      await ada.call("giveUpMailbox", { params: { mailboxId: katherine.user.id } });
      const calendarId = (await ada.call("mailboxes")).offered[0]?.calendarId ?? "";
      await ada.call("addMailbox", { body: { calendarId, outlookItems: "all" } });
      const id = await katherine.outlook.add(visit({ ...become, sensitivity: "private" }));
      await later();
      expect((await ada.erp.list()).map(({ subject }) => subject)).toEqual(["Audit"]);
      const headers = { "X-Mailbox": katherine.user.id };
      const query = { restId: id, addresses: [katherine.user.address] };
      const { itemId } = await ada.call("findItem", { body: query, headers });
      const body = { records: [], activityTypeId: null };
      const choice = { params: { itemId }, body, headers };
      expect(await ada.refused("chooseItem", choice)).toMatchObject({ code: "item-unsupported" });
      expect(world.sandbox.graph.mails()).toEqual([]);
    });
  });

  it("taken anew with fewer calendars keeps on both sides what lies in the others", async () => {
    const world = await openWorld();
    const ada = await agreed(world, "ada");
    const katherine = world.person("katherine");
    const made = await katherine.outlook.ask("POST", "/me/calendars", { name: "Site visits" });
    const path = `/me/calendars/${encodeURIComponent(String(made["id"]))}/events`;
    await offer(world, "write");
    await offer(world, "write", "Site visits");
    await katherine.outlook.ask("POST", path, visit({ subject: "Roof" }));
    await katherine.outlook.add(visit({ subject: "Audit" }));
    const subjects = async () => (await ada.erp.list()).map(({ subject }) => subject).sort();
    const { offered } = await ada.call("mailboxes");
    const [home] = offered.filter(({ name }) => name !== "Site visits");
    const add = (calendarId = "") =>
      ada.call("addMailbox", { body: { calendarId, outlookItems: "all" } });
    for (const { calendarId } of offered) await add(calendarId);
    await world.settle();
    expect(await subjects()).toEqual(["Audit", "Roof"]);

    await ada.call("giveUpMailbox", { params: { mailboxId: katherine.user.id } });
    await add(home?.calendarId);
    await world.pass(dayMs);
    expect(await subjects()).toEqual(["Audit", "Roof"]);
  });

  it("is its owner's as soon as he synchronizes it himself", async () => {
    const world = await openWorld();
    const ada = await agreed(world, "ada");
    const katherine = world.person("katherine");
    await offer(world, "write");
    await katherine.outlook.add(visit({ subject: "Audit" }));
    const [calendar] = (await ada.call("mailboxes")).offered;
    const body = { calendarId: calendar?.calendarId ?? "", outlookItems: "all" };
    await ada.call("addMailbox", { body });
    await world.settle();
    expect(await ada.erp.list()).toHaveLength(1);
    // Nothing that Ada chose for it is Katherine's to see.
    expect((await katherine.call("profile")).setup).toBeNull();
    expect(await katherine.refused("log")).toMatchObject({ code: "setup-required" });
    expect((await katherine.call("status")).calendar.nextSyncAt).toBeNull();

    await katherine.setUp();
    await world.settle();
    expect((await ada.call("mailboxes")).mailboxes).toEqual([]);
    expect((await ada.call("mailboxes")).offered).toMatchObject([{ standing: "owner" }]);
    const problem = await ada.refused("addMailbox", { body });
    expect(problem).toMatchObject({ status: 409, code: "mailbox-owners" });
    expect(problem.detail).toContain("synchronizes this calendar himself");
    expect(await ada.erp.list()).toHaveLength(1);
    expect(await katherine.outlook.list()).toHaveLength(1);
  });

  it("is tried and decided about by nobody but who synchronizes it, also not by its owner", async () => {
    const world = await openWorld();
    const ada = await agreed(world, "ada");
    const katherine = world.person("katherine");
    await offer(world, "write");
    await katherine.outlook.add(visit({ subject: "Audit" }));
    const { proposal } = await katherine.call("setupOptions");
    const calendar = { enabled: true, outlookItems: "all", erpItems: true };
    const setup = { ...proposal, calendar };
    const before = await katherine.call("makePlan", { body: { setup } });
    const [calendarOfHers] = (await ada.call("mailboxes")).offered;
    const calendarId = calendarOfHers?.calendarId ?? "";
    await ada.call("addMailbox", { body: { calendarId, outlookItems: "all" } });
    // What Ada's run would do it would do with her token and as her user of the ERP.
    const refused = { code: "setup-required" };
    expect(await katherine.refused("makePlan", { body: { setup: null } })).toMatchObject(refused);
    const decided = { params: { planId: before.id }, body: { pairs: [], apart: [] } };
    expect(await katherine.refused("decidePairs", decided)).toMatchObject(refused);
    const inbox = await world.store.list(katherine.scope, "inbox");
    expect([...inbox.values()].map(({ kind }) => kind)).not.toContain("pair");
  });
});

it("a mailbox without rights stays shut while something else goes wrong as well, and may be taken after a week", async () => {
  const { world, ada, desk } = await withTeam();
  const grace = await agreed(world, "grace");
  const id = await desk.add(visit());
  const { itemId } = await chosenIn(ada, id);
  await world.settle();
  await share(world, { right: "none" });
  await world.pass(2 * 60 * 60_000);
  const scope = mailboxScope(team.tenantId, team.id);
  const state = await world.store.get(scope, "state", "state");
  if (state === undefined) throw new Error("no run was recorded");
  expect(state).toMatchObject({ health: "no-consent", shutSince: state.since });
  const since = new Date(world.clock.now()).toISOString();
  const document = { ...state, health: "microsoft-down" as const, since };
  await world.store.commit(scope, [put("state", "state", document)]);
  const item = inTeam({ params: { itemId } });
  expect(await ada.refused("item", item)).toMatchObject({ code: "mailbox-not-found" });
  await world.pass(8 * dayMs, dayMs / 2);
  await share(world, { with: grace.user.address, right: "full" });
  await grace.call("addMailbox", byAddress());
});

it("a mailbox that was added before the service acts by itself is closed from then on", async () => {
  const { world, desk, ada } = await withTeam();
  const id = await desk.add(visit());
  const { itemId } = await chosenIn(ada, id);
  await world.settle();
  const env = { APPLICATION_TENANTS: team.tenantId };
  const after = await openWorld({ store: world.store, env });
  const item = inTeam({ params: { itemId } });
  expect(await after.person("ada").refused("item", item)).toMatchObject({
    code: "mailbox-not-found",
  });
  const scope = mailboxScope(team.tenantId, team.id);
  await after.server.engine.scheduler.runNow(scope);
  const state = await world.store.get(scope, "state", "state");
  expect(state).toMatchObject({ health: "no-consent" });
  // The application would be let in: it never asks.
  expect(JSON.stringify(after.sandbox.requestLog.list())).not.toContain(team.id);
});

it("a mailbox whose person cannot act for a week may be taken by another", async () => {
  const { world, ada } = await withTeam();
  const grace = await agreed(world, "grace");
  world.sandbox.entra.switches.endRefreshTokens(ada.user, "revoked");
  await world.pass(2 * dayMs);
  expect(await grace.refused("addMailbox", byAddress())).toMatchObject({ code: "mailbox-taken" });
  await world.pass(7 * dayMs);
  await grace.call("addMailbox", byAddress());
  const stored = await world.store.get(mailboxScope(team.tenantId, team.id), "mailbox", "mailbox");
  expect(stored).toMatchObject({ userId: grace.user.id });
});
