/** The form of how mail is sent, where several administrators use it. */
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { useState } from "react";
import type { Api } from "../../../addin/api/client.ts";
import { servicePaths } from "../../../addin/api/service.ts";
import { MailPanel } from "../../../addin/features/service/mail/MailPanel.tsx";
import { words as allWords } from "../../../addin/features/service/mail/words.ts";
import type { Me } from "../../../server/api/contract/service/administrators.ts";
import type { MailSetup } from "../../../server/api/contract/service/mail.ts";
import { show } from "../render.tsx";

const words = allWords.en;
const me: Me = {
  ...{ name: "Katherine", address: "katherine@contoso.example", tenantId: "contoso" },
  ...{ userId: "k", administers: "tenant", audits: "tenant", awaitsAdministrator: false },
};
const setup = (footer: string, more: Partial<MailSetup> = {}): MailSetup => {
  const own: MailSetup["above"] = {
    ...{ transport: { kind: "none" }, sender: "", senderName: "Sync to ERP", footer },
    ...{ historyDays: 30, alertsTo: [], language: "en", erpDownMinutes: 30 },
  };
  return {
    ...{ tenants: [], looksAtAll: false },
    ...{ tenantId: "contoso", above: own, aboveIs: "nothing", own, hasPassword: false },
    ...{ revision: `of ${footer}`, companies: [], clientId: "app-1", testTo: me.address },
    ...more,
  };
};

function Visits() {
  const [here, setHere] = useState(true);
  return (
    <>
      <button onClick={() => setHere(!here)}>Come and go</button>
      {here && <MailPanel me={me} about={null} />}
    </>
  );
}

it("begins with what holds when it is opened, not with an earlier visit, and says so when saving", async () => {
  const server = { footer: "first", answers: () => Promise.resolve() };
  const sent: unknown[] = [];
  const answers = {
    [servicePaths.mailSetup.method]: async () => {
      await server.answers();
      return setup(server.footer);
    },
    [servicePaths.saveMail.method]: async (body: unknown) => {
      sent.push(body);
      return setup("saved");
    },
  };
  const ask = async ({ method, path }: { method: string; path: string }, call?: object) =>
    path === servicePaths.mailSetup.path
      ? answers[method as keyof typeof answers]((call as { body?: unknown } | undefined)?.body)
      : { mails: [], total: 0 };
  await show(<Visits />, { api: { ask: ask as Api["ask"] } });
  const footer = () =>
    screen.queryByRole<HTMLTextAreaElement>("textbox", { name: new RegExp(words.footer) });
  expect(footer()?.value).toBe("first");

  const comeOrGo = () => fireEvent.click(screen.getByText("Come and go"));
  comeOrGo();
  // Meanwhile somebody else saves.
  let answer = (): void => undefined;
  server.footer = "somebody else's";
  server.answers = () => new Promise((resolve) => (answer = resolve));
  comeOrGo();
  expect(footer()).toBeNull();
  await waitFor(() => {
    answer();
    expect(footer()?.value).toBe("somebody else's");
  });
  fireEvent.click(screen.getByRole("button", { name: words.save }));
  await waitFor(() => expect(sent).toMatchObject([{ revision: "of somebody else's" }]));
});

it("shows what an administrator of Exchange does for a token, with the ids filled in", async () => {
  const own: MailSetup["above"] = {
    ...setup("").above,
    ...{ sender: "info’s@contoso.example" },
    transport: {
      ...{ kind: "smtp", host: "smtp.office365.com", port: 587, security: "starttls" },
      ...{ signIn: "oauth", user: "sync@contoso.example" },
    },
  };
  const ask = async ({ path }: { path: string }) =>
    path === servicePaths.mailSetup.path ? setup("", { own }) : { mails: [], total: 0 };
  await show(<MailPanel me={me} about={null} />, { api: { ask: ask as Api["ask"] } });
  fireEvent.click(screen.getByRole("button", { name: words.exchange.title }));
  for (const line of [
    /appId eq 'app-1'/,
    /^Add-MailboxPermission 'sync@contoso.example'/,
    /^Add-RecipientPermission 'info’’s@contoso.example'/,
    /^Set-CASMailbox 'sync@contoso.example'/,
  ]) {
    expect(screen.getByText(line, { selector: "code" })).toBeTruthy();
  }
});
