import type { MailWords, SingleNotice, Told } from "./words.ts";

const credentials = { certificate: "certificate", secret: "client secret" } as const;
const mailboxes = (count: number): string => (count === 1 ? "One mailbox" : `${count} mailboxes`);

function notice(of: SingleNotice, time: (iso: string) => string): Told {
  switch (of.kind) {
    case "invitation":
      return {
        title: `${of.by === "" ? "Your organization" : of.by} invites you to Sync to ERP`,
        text: [
          "Sync to ERP keeps your appointments the same in Outlook and in the ERP. Open it once and sign in with your work account.",
          "Nothing is synchronized before you have looked at Setup and saved it; “Show what would happen” tells you first. Nobody is mailed because of it.",
          ...(of.words === "" ? [] : [`${of.by === "" ? "" : `${of.by}: `}“${of.words}”`]),
        ].join("\n\n"),
        place: "start",
      };
    case "signed-out":
      return {
        title: "Sync to ERP needs you to sign in",
        text: `Since ${time(of.since)} your calendar is not synchronized: your sign-in has ended or your permission is missing. Nothing was deleted. Sign in, and it goes on where it stopped.`,
        place: "home",
      };
    case "consent":
      return {
        title: "Permission for Microsoft 365 is missing",
        text: `${mailboxes(of.mailboxes)} cannot be synchronized since ${time(of.since)}, because Microsoft 365 does not allow it any more. An administrator has to grant consent again.`,
        place: "service",
      };
    case "brake":
      return {
        title: `Deletions are held back: ${of.mailbox}`,
        text: `A run would have deleted ${of.deletions} items at once. That is unusual, so it was stopped before anything happened. Look at what it would do, then release it or leave it.`,
        place: "service",
      };
    case "push":
      return {
        title: "Microsoft 365 does not announce changes",
        text: `For ${mailboxes(of.mailboxes).toLowerCase()} changes in Outlook have not been announced since ${time(of.since)}. They are still found, but minutes later. Most often Microsoft 365 cannot reach the server's address.`,
        place: "service",
      };
    case "credential":
      return {
        title: `The ${credentials[of.credential]} of Sync to ERP expires ${of.daysLeft === 0 ? "today" : of.daysLeft === 1 ? "tomorrow" : `in ${of.daysLeft} days`}`,
        text: `On ${time(of.expiresAt)} the ${credentials[of.credential]} ends by which the server proves itself to Microsoft Entra ID. From then on nothing is synchronized. Make a new one and give it to the server before that.`,
        place: "service",
      };
    case "erp-down":
      return {
        title: `The ERP does not answer: ${of.connection}`,
        text: `Since ${time(of.since)} the connection to the ERP does not work. Nothing is lost: what changes meanwhile is carried over when it answers again.`,
        place: "service",
      };
  }
}

export const en: MailWords = {
  greeting: (name) => (name === "" ? "Hello," : `Hello ${name},`),
  decisions: (count) => ({
    title: count === 1 ? "An appointment waits for you" : `${count} appointments wait for you`,
    text: "Outlook and the ERP do not agree, and nobody but you can say how it goes on. Both stay as they are until then.",
    place: "home",
  }),
  notice,
  several: (count) => `Sync to ERP: ${count} things need your attention`,
  open: { home: "Open Sync to ERP", service: "Open Service", start: "Start with Sync to ERP" },
  reason: {
    home: "You get this mail because you asked for it in Setup. You can switch it off there.",
    start:
      "You get this mail because an administrator of your organization invited you. If you do nothing, nothing happens.",
    service: "You get this mail because your address is entered under Service, Mail.",
  },
  test: {
    title: "Test mail of Sync to ERP",
    text: (by) =>
      `${by === "" ? "An administrator" : by} has sent this mail to see whether the set-up works. It does.`,
  },
};
