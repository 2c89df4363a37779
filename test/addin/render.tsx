import {
  createDOMRenderer,
  FluentProvider,
  RendererProvider,
  webLightTheme,
} from "@fluentui/react-components";
import { notifyManager, QueryClientProvider } from "@tanstack/react-query";
import { act, render, waitFor } from "@testing-library/react";
import axe from "axe-core";
import type { ReactNode } from "react";
import type { Api } from "../../addin/api/client.ts";
import { createQueryClient } from "../../addin/features/shell/queries.ts";
import { en } from "../../addin/locales/en.ts";
import { createLocale, LocaleProvider, type Locale } from "../../addin/locales/locale.ts";
import { ServicesProvider, type Services } from "../../addin/services.ts";
import {
  explained,
  freshItem,
  furtherSetup,
  maria,
  me,
  northwind,
  plan,
  planEntries,
  profile,
  setupOptions,
  status,
  unsavedItem,
} from "./samples.ts";

// Answers arrive between two steps of a test; React wants to be told that this is expected.
notifyManager.setNotifyFunction((update) => act(update));

export const english = createLocale("en", en, "en-US", "Europe/Berlin");

/** A backend that answers at once with the samples; each test replaces what it is about. */
export function fakeApi(parts: Partial<Api> = {}): Api {
  return {
    me: async () => me,
    ask: () => Promise.reject(new Error("nothing of the Service section is asked for here")),
    file: () => Promise.reject(new Error("no file is asked for here")),
    profile: async () => profile,
    status: async () => status,
    testConnection: async () => ({
      microsoft: {
        ...{ ok: true, user: "Ada Lovelace", facts: ["ada@contoso.example"] },
        ...{ problem: null, mending: null },
      },
      erp: {
        ...{ ok: false, user: null, facts: [], problem: "No ERP user has this address." },
        mending: { fixedBy: "erp", remedy: "Enter the mail address at the user." },
      },
    }),
    setupOptions: async () => setupOptions,
    saveSetup: async () => profile,
    allowColors: async () => undefined,
    syncNow: async () => status,
    refresh: async () => status,
    stopSync: async () => status,
    continueSync: async () => status,
    log: async () => [],
    setAside: async () => [],
    retrySetAside: async () => [],
    makePlan: async () => plan,
    planEntries: async () => ({ entries: [...planEntries], total: planEntries.length }),
    planCsv: async () => ({ name: "dry-run.csv", csv: "What" }),
    carryOutPlan: async () => ({ kind: "done", profile }),
    decidePairs: async () => ({ decided: 1 }),
    findItem: async () => freshItem,
    item: async () => freshItem,
    sendInvitations: async () => freshItem,
    endMeeting: async () => freshItem,
    decideDoubt: async () => freshItem,
    openActivity: async () => ({ webUrl: "https://outlook.example/item" }),
    chooseItem: async () => freshItem,
    releaseItem: async () => freshItem,
    syncItem: async () => freshItem,
    answerConflict: async () => freshItem,
    waitingItems: async () => ({ total: 0, items: [], elsewhere: [] }),
    explainItem: async () => explained,
    previewItem: async () => ({ writes: [], conflicts: [], sharedWith: null, untold: [] }),
    previewUnsaved: async () => ({ writes: [], conflicts: [], sharedWith: null, untold: [] }),
    itemRecords: async () => ({ inContextOf: [], couldBeRelatedTo: [], found: [], more: false }),
    previewUndo: async () => ({
      meetings: [],
      changes: [],
      total: 1,
      possible: 0,
      singles: 0,
      notKept: 0,
    }),
    undo: async () => {},
    records: async () => ({ inContextOf: [], couldBeRelatedTo: [], found: [], more: false }),
    people: async () => ({ people: [], companyType: "customer" }),
    createContact: async () => maria,
    recordForms: async () => [],
    createRecord: async () => northwind,
    advance: async () => unsavedItem,
    makeAdvance: async () => ({ ...unsavedItem, on: true }),
    withdrawAdvance: async () => unsavedItem,
    mailboxes: async () => ({ mailboxes: [], offered: [] }),
    addMailbox: async () => ({ mailboxes: [], offered: [] }),
    giveUpMailbox: async () => ({ mailboxes: [], offered: [] }),
    furtherSetup: async () => furtherSetup,
    saveFurtherSetup: async () => furtherSetup,
    actOnFurther: async () => furtherSetup,
    planFurther: async () => plan,
    inMailbox: () => fakeApi(parts),
    // Never answers: no live events unless a test is about them.
    openEvents: () => new Promise(() => {}),
    ...parts,
  };
}

export interface World {
  readonly api?: Partial<Api>;
  readonly tokens?: Partial<Services["tokens"]>;
  readonly locale?: Locale;
  readonly services?: Partial<Services>;
}

/**
 * Keeps the rules that hide something: who asks for a role sees no more than a person does. jsdom
 * reads every rule anew for every element that it is asked about, which took a third of all the time.
 */
const styles = createDOMRenderer(document, {
  unstable_filterCSSRule: (rule) => /display:none|visibility:hidden/u.test(rule),
});

/** Renders a view with everything that stands around it in the pane. */
export async function show(view: ReactNode, world: World = {}): Promise<HTMLElement> {
  const services: Services = {
    api: fakeApi(world.api),
    tokens: {
      token: async () => "token",
      signIn: async () => {},
      signOut: async () => {},
      ...world.tokens,
    },
    config: async () => ({
      clientId: "app",
      authority: "https://login.example/organizations",
      knownAuthorities: [],
      scope: "api://app/access_as_user",
      version: "0.1.0",
    }),
    licences: () => Promise.reject(new Error("no licences are asked for here")),
    first: () => {
      throw new Error("nobody sets the server up here");
    },
    mailbox: profile.address,
    host: "test",
    ...world.services,
  };
  const client = createQueryClient(() => {});
  client.setDefaultOptions({
    ...client.getDefaultOptions(),
    queries: { ...client.getDefaultOptions().queries, retry: false, gcTime: Infinity },
  });
  const { container } = render(
    <RendererProvider renderer={styles}>
      <FluentProvider theme={webLightTheme}>
        <LocaleProvider value={world.locale ?? english}>
          <ServicesProvider value={services}>
            <QueryClientProvider client={client}>{view}</QueryClientProvider>
          </ServicesProvider>
        </LocaleProvider>
      </FluentProvider>
    </RendererProvider>,
  );
  // The view has asked for everything it shows and has its answers.
  await waitFor(() => {
    if (client.isFetching() > 0) throw new Error("still loading");
  });
  return container;
}

/** Accessibility rules that `container` breaks. Contrast needs real colours: browser tests look. */
export async function violations(container: HTMLElement): Promise<readonly string[]> {
  const found = await axe.run(
    { include: [container], exclude: ["[data-tabster-dummy]"] },
    { rules: { "color-contrast": { enabled: false }, region: { enabled: false } } },
  );
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`);
}
