/** For administrators; the section of a panel of Service stands at `service-` and the panel's name. */
export const helpForAdministrators = {
  "service-start": {
    title: "First steps: the order",
    text: [
      "Register the application in Entra ID, let your company in and agree for everybody, connect the ERP, decide the rules, set up mail, look at a dry run, then deploy the add-in and invite people. First steps shows what is done and leads to each; you can stop after any step and go on another day.",
      "A server that nobody administers prints a token to its console when it starts, and the command “sync-to-erp administrator” makes another. Whoever signs in and enters it administers the installation.",
    ],
  },
  "service-microsoft": {
    title: "Microsoft 365",
    text: [
      "Here you let companies in, give the consent of your organization, and see for each feature which permission it needs and who has granted it. “Admin consent” leads to Microsoft’s page and back; the consent is recorded then, and proved by the token of somebody who signs in. A colleague with the right role in Entra can be sent a link to that page. “Test” proves that the application is known there and its secret or certificate holds, whoever agreed to what.",
      "The application’s secret or certificate is replaced here as well, without a restart.",
    ],
  },
  "service-erps": {
    title: "ERP connections",
    text: [
      "Address and key are tested before they are saved. “What it can do” says in words what that ERP can and cannot do, and which rights the account of the connection lacks.",
      "Fields of the ERP’s own get a place in Outlook here. So do limits on how often the ERP is asked, and times of maintenance: what changes meanwhile waits and is carried over then. What another integration left behind can be taken over.",
    ],
  },
  "service-jobs": {
    title: "Sync jobs",
    text: [
      "The rules of the calendar: what goes by itself, which way, who wins where both sides changed a field, what deleting means, how far back and ahead, which fields. Presets fill them in as the integrations of other systems behave; nothing is saved before you save it.",
      "A change of the rules can be looked at before it is saved: what it would do in each mailbox that gets other rules. Saved from there, it is compared once more, and where something changed since nothing is saved. It can also be saved without looking. Saved rules hold from the next run on, for what is synchronized already too.",
    ],
  },
  levels: {
    title: "Levels: who decides",
    text: [
      "A rule holds for everybody here, unless a company says otherwise, unless a person says otherwise in his Setup. Where a level says nothing, the one above holds; the form shows its value and where it comes from.",
      "What you fix cannot be changed below. What keeps from harm (on or off, private appointments, the brake) can below only be made stricter. Your off stops everybody concerned; your on starts nobody’s sync, which each person does himself.",
    ],
  },
  "service-dry-run": {
    title: "Dry run of many",
    text: [
      "It makes the plan of each mailbox, one after the other, and writes nothing; it can be stopped at any time. You see totals and each plan, without what is private.",
      "“Do this” carries each plan out as it was shown, by the mailbox’s own run. Where something changed since, nothing is done there, and it says what changed. A restart of the server forgets dry runs.",
    ],
  },
  "service-users": {
    title: "Users",
    text: [
      "Everybody with his state; one of them in full: subscriptions, permissions, links, log, and who he is in the ERP, which you can choose where the address does not tell. You can sync at once, list everything anew, pause, disconnect, export and erase. All of it stands in the audit trail.",
    ],
  },
  erasure: {
    title: "Erasing a person",
    text: [
      "A preview says what goes and what stays before anything happens. Then everything that is kept here about that person is removed, from every file, journal and copy, and you get a proof; a backup that is restored later leaves him out.",
      "Appointments and activities stay on both sides; our categories go where you choose so. What others’ acts left in the audit trail stays as well. Disconnecting is the smaller step: nothing is synchronized, and what is linked is kept.",
    ],
  },
  "service-invitations": {
    title: "Invitations",
    text: [
      "They are mailed to addresses of your company’s mail domains, with your words below ours. Nobody is invited twice unless you say so. The ERP’s users can be chosen from a list where the ERP offers one.",
    ],
  },
  "service-administrators": {
    title: "Administrators and auditors",
    text: [
      "A role comes from Entra’s app roles, from the ERP, or is given here, also by address to somebody who has never come. Administrators of a company look after its people alone. Auditors look and change nothing, and read no subjects or values.",
    ],
  },
  "service-queue": {
    title: "The queue",
    text: [
      "What waits in both directions, with age, attempts and reason. PULL goes from Outlook to the ERP, PUSH from the ERP to Outlook. A direction can be stopped with a reason: nothing is written that way until somebody starts it again, and nothing is lost.",
      "What was set aside can be tried again or discarded with a reason; a discarded item comes back with the next edit on either side.",
    ],
  },
  brake: {
    title: "The brake",
    text: [
      "More deletions in one run than the rule allows, or a side that is suddenly empty, are held back; everything else goes on. Look at what is held on the person’s page under Users (or by “sync-to-erp brake list”), and ask why: lost rights and a wrong filter look like deletions.",
      "“Let it go on” agrees to exactly what is shown. How much is always allowed is decided under Sync jobs, Brake.",
    ],
  },
  "service-mail": {
    title: "Mail",
    text: [
      "For everybody here, a company, or one company of the ERP: by Microsoft 365 or a mail server, and who hears of failures. A test mail proves it. Mails say that something waits, never what.",
      "Port 587 with STARTTLS is usual, 465 with TLS is good as well; 25 is meant for servers among themselves. Exchange Online wants XOAUTH2 instead of a password: choose it, and the commands by which an administrator of Exchange lets the application into the mailbox stand below.",
    ],
  },
  "service-health": {
    title: "Health",
    text: [
      "It says of each part how it is, and what to do where it is not well; charts show changes, speed and failures of a week. “Look now” asks every system whether it lets the product in, and whether mail can be sent, without sending any.",
    ],
  },
  "service-log": {
    title: "Log",
    text: [
      "What was carried over, live, with filters and as CSV. A request number that somebody quotes can be looked up here. Of what is private only the time is told.",
    ],
  },
  "service-audit": {
    title: "Audit trail",
    text: [
      "Who changed what under Service, and who was refused. No line can be changed or taken out without the check of its chain showing it.",
    ],
  },
  "service-retention": {
    title: "Retention",
    text: [
      "How many days logs, what takes changes back, items set aside and invitations are kept. What is older goes once a day, for good. You see what would go before you save.",
    ],
  },
  "service-leaving": {
    title: "Leaving and uninstalling",
    text: [
      "Here a company leaves, or all of them do. A preview says what goes here, in Microsoft 365 and in the ERP, and what stays. You choose whether our categories and the copies that we made are taken away; what was edited since, has guests, or is the only one left stays in any case.",
      "Syncing ends at once; mailboxes go one by one in the background, and it can be stopped and taken back. Save the proof at the end. The add-in itself, the consent and the registration are taken away in Microsoft 365; the panel says where.",
    ],
  },
};
