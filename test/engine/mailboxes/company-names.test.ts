/** Lists of many people tell companies by their names, and wait for no ERP that is down. */
import { ConnectorError } from "../../../server/connectors/port/connector-error.ts";
import { createCompanyNames } from "../../../server/engine/mailboxes/settings/company-names.ts";
import type { MailboxDocument } from "../../../server/store/documents/mailbox.ts";
import { ada, createHarness } from "../harness.ts";

const bob: MailboxDocument = { ...ada, mailboxId: "bob", userId: "bob" };

async function openNames() {
  const harness = await createHarness();
  const asked: string[] = [];
  const erp = { name: "Contoso Europe GmbH", answers: true };
  const names = createCompanyNames(
    {
      clock: harness.clock,
      erp: (connectionId) => ({
        ...harness.deps.erp(connectionId),
        profile: {
          findUser: async () => null,
          activityTypes: async () => [],
          companies: async (actor) => {
            asked.push(actor.userId);
            if (!erp.answers) throw new ConnectorError("unavailable", "erp", "It is down.");
            return [{ id: ada.companyId!, name: erp.name, locations: [] }];
          },
        },
      }),
    },
    () => erp.answers,
  );
  return { asked, clock: harness.clock, erp, names };
}

it("asks once for all who work there, and again when the name is old", async () => {
  const { asked, clock, erp, names } = await openNames();
  expect((await names.of([ada, bob]))(bob)).toBe("Contoso Europe GmbH");
  erp.name = "Contoso Europe SE";
  expect((await names.of([bob]))(ada)).toBe("Contoso Europe GmbH");
  expect(asked).toEqual([ada.userId]);
  clock.advance(11 * 60_000);
  expect((await names.of([bob]))(ada)).toBe("Contoso Europe SE");
});

it("keeps the name that was told while the ERP is down, and asks it nothing", async () => {
  const { asked, clock, erp, names } = await openNames();
  erp.answers = false;
  expect((await names.of([ada]))(ada)).toBe(ada.companyId);
  erp.answers = true;
  expect((await names.of([ada]))(ada)).toBe("Contoso Europe GmbH");
  erp.answers = false;
  clock.advance(60 * 60_000);
  expect((await names.of([ada]))(ada)).toBe("Contoso Europe GmbH");
  expect(asked).toHaveLength(1);
});

it("has no name for who has no company yet", async () => {
  const { names } = await openNames();
  const nobody = { ...ada, companyId: null };
  expect((await names.of([nobody]))(nobody)).toBeNull();
});
