import { lookAtErps } from "../../server/api/doctor/reach.ts";
import { rightUses } from "../../server/connectors/port/facets.ts";
import { german, told, toldBehindCode } from "../../server/api/told.ts";
import { sentencesOf } from "../support/sentences.ts";

/** Told in a sentence that is put together elsewhere. */
const elsewhere = {
  "server/config/erp-hosts.ts mistakeOfErpAddress": "This address {}.",
  "server/config/erp-hosts.ts mistakeOfResolved": "{}.",
  "server/resources/appointment/kept-time.ts unkeptBy": "{}",
  "server/resources/record-form.ts remedyFor": "{}",
};
/** What passes through, each with where its words come from. */
const passedOn = {
  "server/api/doctor/machine.ts: error.message": "a StoreError's, told again",
  "server/api/doctor/mail.ts: remedy": "in the table above it",
  "server/api/doctor/microsoft.ts: remedy": "in the table of remedies",
  "server/api/doctor/reach.ts: remedy": "in the table of remedies",
  "server/api/errors.ts: error.facts.told": "an AuthError's, found where it is made",
  "server/api/errors.ts: error.message": "another error's, found where it is thrown",
  "server/api/errors.ts: told(remedy, language)": "told here",
  "server/api/handlers/service/doctor.ts: told(remedy, language)": "told here",
  "server/api/mending.ts: words": "told here",
  "server/api/parsed.ts: issue?.message": "a schema's, found in the contract, or the library's own",
  "server/api/parsed.ts: parts[part].en": "in both languages beside it",
  "server/auth/aadsts.ts: explanations.transient.told": "found in the table",
  "server/auth/remedies.ts: explained?.told": "found in the table",
  "server/connectors/demo/new-records.ts: failure.message": "a ConnectorError's, told again",
  "server/connectors/demo/people.ts: failure.message": "a ConnectorError's, told again",
  "server/connectors/http.ts: refusalOf(cause)?.message": "a ForbiddenAddress's, found above",
  "server/connectors/mapped.ts: message": "a ConnectorError's, told again",
  "server/connectors/strengthen/kept-time.ts: reason": "found above",
  "server/engine/items/new-records.ts: remedy": "found above",
  "server/engine/items/opened.ts: found.error.message": "a ConnectorError's, told again",
  "server/engine/run/park.ts: error.message": "a ConnectorError's, told again",
  "server/installation/installation.ts: mistake": "found above",
  "server/notify/graph.ts: `${response.status} ${code} ${message}`.trim().slice(0, 300)":
    "Microsoft's own words",
  "server/notify/smtp-problem.ts: said(failure)": "the mail server's own words",
  "server/wiring/mail.ts: told": "an AuthError's, told again",
  "server/wiring/sign-in.ts: error.message": "an AuthError's that is for the log",
  "server/wiring/sign-in.ts: told": "an AuthError's, told again",
};

const { said, unknown } = sentencesOf(elsewhere);
const holes = (text: string) => (text.match(/\{\d+\}/g) ?? []).toSorted();
const filledIn = (text: string) => text.replace(/\{(\d+)\}/g, (_hole, at) => `Wert${String(at)}`);

describe("every sentence by which the server refuses something", () => {
  it("has German", () => {
    const english = said.filter(({ text }) => told(filledIn(text), "de") === filledIn(text));
    expect(english).toEqual([]);
  });

  it("can be followed to its words", () => {
    expect(unknown).toEqual(Object.keys(passedOn));
  });
});

describe("the catalogue", () => {
  it("holds nothing that nobody says", () => {
    const spoken = new Set(said.map(({ text }) => text));
    expect(Object.keys(german).filter((english) => !spoken.has(english))).toEqual([]);
  });

  it("fills in what the English does, and nothing else", () => {
    const others = Object.entries(german).filter(([english, words]) =>
      holes(words).some((hole) => !holes(english).includes(hole)),
    );
    expect(others).toEqual([]);
  });

  it("lets no sentence speak in another's place", () => {
    const mistaken = Object.entries(german).filter(
      ([english, words]) => told(filledIn(english), "de") !== filledIn(words),
    );
    expect(mistaken).toEqual([]);
  });
});

describe("telling", () => {
  it("leaves English, and what an ERP says itself, as they are", () => {
    expect(told("This is needed.", "en")).toBe("This is needed.");
    expect(told("Bitte wenden Sie sich an die Buchhaltung", "de")).toBe(
      "Bitte wenden Sie sich an die Buchhaltung",
    );
    expect(told("The demo ERP refused: The budget is spent.", "de")).toBe(
      "The demo ERP hat abgelehnt: The budget is spent.",
    );
  });

  it("keeps Microsoft's own code behind our sentence", () => {
    expect(told("Microsoft 365 does not find it. (404 ErrorItemNotFound)", "de")).toBe(
      "Microsoft 365 findet es nicht. (404 ErrorItemNotFound)",
    );
  });

  it("words what the log keeps behind a code", () => {
    expect(toldBehindCode("stale: The series was changed meanwhile.", "de")).toBe(
      "stale: Die Serie wurde inzwischen geändert.",
    );
    expect(toldBehindCode("switched off", "de")).toBe("switched off");
  });
});

it.each(rightUses.flatMap((use) => [[use, null] as const, [use, "some.right"] as const]))(
  "tells in German that the right to %s is missing, by its name in the ERP: %s",
  async (use, name) => {
    const erp = { rights: { page: null, list: async () => [{ use, name, granted: false }] } };
    const [found] = await lookAtErps(["demo"], () => erp as never);
    const says = told(found!.says, "de");
    expect(says).toMatch(/^ERP demo: Der Schlüssel darf /);
    expect(says.endsWith(name === null ? "." : `. (${name})`)).toBe(true);
  },
);
