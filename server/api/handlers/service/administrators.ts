import type { Administrators, Caller } from "../../../administration/administrators.ts";
import { isWithin, type Realm } from "../../../administration/authority.ts";
import { listMailboxes } from "../../../engine/mailboxes/people/directory.ts";
import type { Installation } from "../../../installation/installation.ts";
import { domainOf } from "../../../notify/addresses.ts";
import type { Store } from "../../../store/store.ts";
import type { AdministratorsView, Me } from "../../contract/service/administrators.ts";
import { ProblemError } from "../../errors.ts";
import type { Handlers } from "../handler.ts";

export interface AdministratorHandlerDeps {
  readonly store: Store;
  readonly administrators: Administrators;
  readonly installation: Installation;
}

/** Who may administer, and who says so. */
export function administratorHandlers({
  store,
  administrators,
  installation,
}: AdministratorHandlerDeps): Pick<
  Handlers,
  "me" | "enterToken" | "administrators" | "appoint" | "promiseRole" | "withdrawPromise" | "dismiss"
> {
  const me = async (caller: Caller): Promise<Me> => {
    const { name, address, tenantId, userId } = caller;
    return {
      ...{ name, address, tenantId, userId },
      ...(await administrators.authority(caller)),
      awaitsAdministrator: !(await administrators.isAdministered()),
    };
  };

  const peopleIn = async (realm: Realm) =>
    (await listMailboxes(store))
      .filter((one) => one.userId === one.mailboxId && isWithin(realm, one.tenantId))
      .map(({ tenantId, userId, name, address }) => ({ tenantId, userId, name, address }));

  const view = async (realm: Realm): Promise<AdministratorsView> => ({
    appointed: (await administrators.list(realm)).toSorted((one, other) =>
      one.name.localeCompare(other.name),
    ),
    promised: (await administrators.promised(realm)).toSorted((one, other) =>
      one.address.localeCompare(other.address),
    ),
    people: await peopleIn(realm),
  });

  return {
    me: ({ by }) => me(by.caller),

    async enterToken({ body, by }) {
      await administrators.enterToken(body.token, by);
      const { tenantId, address } = by.caller;
      if (!installation.tenants().some(({ id }) => id === tenantId)) {
        // On the first day: whoever administers everything does so with people of his own company.
        const [, domain = ""] = address.toLowerCase().split("@");
        const tenant = { id: tenantId, name: domain === "" ? tenantId : domain };
        const domains = domain === "" ? [] : [domain];
        await installation.saveTenant({ ...tenant, domains }, by, true);
      }
      return me(by.caller);
    },

    administrators: ({ realm }) => view(realm),

    async appoint({ body, realm, by }) {
      const { role, reach, ...whom } = body;
      const isHe = (one: { readonly tenantId: string; readonly userId: string }): boolean =>
        one.tenantId === whom.tenantId && one.userId === whom.userId;
      const { people, appointed } = await view(realm);
      const found = [...people, ...appointed].find(isHe);
      if (found === undefined) {
        throw new ProblemError("not-found", "Nobody by this id uses the product.", {
          field: "userId",
          remedy: "Let him open the portal and finish Setup first.",
        });
      }
      refuseBeyond(realm, reach);
      await administrators.appoint({ ...whom, ...pick(found), role, reach }, by, realm);
      return view(realm);
    },

    async promiseRole({ body: { address, role, reach }, realm, by }) {
      refuseBeyond(realm, reach);
      if (reach === "installation") {
        throw new ProblemError(
          "bad-request",
          "By an address a role can be given for one company only: its Entra says whose the address is.",
          {
            field: "reach",
            remedy:
              "Appoint him for the whole installation once he has signed in and finished Setup.",
          },
        );
      }
      // An address is one company's: nobody else's people can come by it.
      const tenant = installation
        .tenants()
        .find(({ id, domains }) => isWithin(realm, id) && domains.includes(domainOf(address)));
      if (tenant === undefined) {
        throw new ProblemError("not-found", "This is not an address of your company.", {
          field: "address",
          remedy: "Its domains stand under Microsoft 365; add this one there if it is yours.",
        });
      }
      const { people, appointed } = await view(realm);
      const known = [...people, ...appointed].find(
        (one) => one.tenantId === tenant.id && one.address.toLowerCase() === address,
      );
      const { id: tenantId } = tenant;
      if (known === undefined) await administrators.promise({ tenantId, address, role }, by, realm);
      else {
        const { userId, name } = known;
        const whom = { tenantId, userId, name, address: known.address, role, reach };
        await administrators.appoint(whom, by, realm);
      }
      return view(realm);
    },

    async withdrawPromise({ body, realm, by }) {
      const found = (await administrators.promised(realm)).find(
        ({ tenantId, address }) => tenantId === body.tenantId && address === body.address,
      );
      if (found !== undefined) refuseBeyond(realm, found.reach);
      // Beyond the caller's realm is the same as not there.
      await administrators.withdraw(found ?? { tenantId: "", address: "" }, by);
      return view(realm);
    },

    async dismiss({ body, realm, by }) {
      const isHe = ({ tenantId, userId }: { tenantId: string; userId: string }): boolean =>
        tenantId === body.tenantId && userId === body.userId;
      const found = (await administrators.list(realm)).find(isHe);
      if (found?.reach === "installation" && realm.tenantId !== null) {
        throw new ProblemError(
          "forbidden",
          "He was appointed for the whole installation: only its administrators can change that.",
        );
      }
      // Beyond the caller's realm is the same as not there.
      const knownAs = (await peopleIn(realm)).filter(isHe).map(({ address }) => address);
      await administrators.dismiss(found ?? { tenantId: "", userId: "" }, by, knownAs);
      return view(realm);
    },
  };
}

/** @throws ProblemError where somebody gives or takes more than he has */
function refuseBeyond(realm: Realm, reach: "tenant" | "installation"): void {
  if (reach !== "installation" || realm.tenantId === null) return;
  throw new ProblemError(
    "forbidden",
    "Only who administers the whole installation can let somebody else do so.",
    { field: "reach" },
  );
}

function pick({ name, address }: { readonly name: string; readonly address: string }) {
  return { name, address };
}
