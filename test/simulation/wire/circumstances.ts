/** Carries out what a schedule says befalls a mailbox, or everybody at once. */
import { userNamed, type Json, type PersonName } from "../../whole/person.ts";
import { chance } from "./chance.ts";
import { productToken } from "./outside.ts";
import type { Deed, MailboxDeed, WorldDeed } from "./schedule.ts";
import type { Simulation } from "./simulation.ts";

const minuteMs = 60_000;

export interface Circumstances {
  readonly befall: (deed: Exclude<Deed, { item: number }>) => Promise<void>;
  readonly signIn: (who: PersonName) => void;
}

export function createCircumstances(simulation: Simulation): Circumstances {
  const { outside, schedule, tell, strikes, clock } = simulation;

  const mailboxDeed = async (what: MailboxDeed, who: PersonName): Promise<void> => {
    const { id } = userNamed(who);
    const inTheToken = chance(schedule.seed, what, clock.now()) < 0.5;
    tell(`${who}: ${what}`);
    switch (what) {
      case "sign out":
        outside.setStanding(who, inTheToken ? "signed out" : "refused");
        break;
      case "withdraw consent":
        outside.setStanding(who, inTheToken ? "without consent" : "without scopes");
        break;
      case "sign in":
      case "grant consent":
        signIn(who);
        break;
      case "lose the subscription":
        outside.graph.sendLifecycle(id, "subscriptionRemoved");
        break;
      case "drop the subscription silently":
        await dropSubscriptions(who);
        break;
      case "be told to reauthorize":
        outside.graph.sendLifecycle(id, "reauthorizationRequired");
        break;
      case "be told of missed changes":
        outside.graph.sendLifecycle(id, "missed");
        break;
      case "churn versions":
        outside.graph.churn(id);
        break;
    }
  };

  const signIn = (who: PersonName): void => {
    outside.setStanding(who, "signed in");
    const { tenantId, id } = userNamed(who);
    simulation.server().engine.signedIn({ tenantId, userId: id });
  };

  const dropSubscriptions = async (who: PersonName): Promise<void> => {
    const headers = { authorization: `Bearer ${productToken(who)}` };
    const handle = outside.forPeople.graph;
    const reply = await handle({ method: "GET", url: "/v1.0/subscriptions", headers });
    if (reply.status >= 300) return;
    const { value } = JSON.parse(String(reply.body)) as { readonly value: readonly Json[] };
    for (const { id } of value) {
      await handle({ method: "DELETE", url: `/v1.0/subscriptions/${String(id)}`, headers });
    }
  };

  const worldDeed = async (what: WorldDeed): Promise<void> => {
    tell(what);
    switch (what) {
      case "forget delta tokens":
        outside.graph.expireDeltaTokens();
        break;
      case "forget the erp's feed":
        await outside.erp.expireCursors();
        break;
      case "crash the server":
      case "restart the server":
        if (what === "restart the server") await simulation.run(60);
        simulation.crash();
        break;
    }
  };

  return {
    signIn,
    async befall(deed) {
      if ("who" in deed) return mailboxDeed(deed.do, deed.who);
      if (!("minutes" in deed)) return worldDeed(deed.do);
      const ms = deed.minutes * minuteMs;
      if (deed.do === "pass") return simulation.jump(ms);
      tell(`${deed.do}: ${deed.minutes} minutes`);
      if (deed.do === "skew") simulation.skew.ms = ms - 90 * minuteMs;
      else strikes.erpDownUntilMs = clock.now() + ms;
    },
  };
}
