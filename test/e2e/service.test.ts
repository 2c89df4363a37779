/**
 * The Service section's panels in a browser, in the order of somebody who sets them up: one product for
 * all of them, which each leaves as the next finds it.
 */
import { accessTests } from "./service/access.ts";
import { theServiceDesk } from "./service/desk.ts";
import { dryRunTests } from "./service/dry-run.ts";
import { erpTests } from "./service/erps.ts";
import { jobTests } from "./service/jobs.ts";
import { keepingTests } from "./service/keeping.ts";
import { mailTests } from "./service/mail.ts";
import { microsoftTests } from "./service/microsoft.ts";
import { paneTests } from "./service/pane.ts";
import { watchingTests } from "./service/watching.ts";

jest.setTimeout(180_000);

const desk = theServiceDesk();

describe("the Service section", () => {
  accessTests(desk);
  microsoftTests(desk);
  erpTests(desk);
  keepingTests(desk);
  watchingTests(desk);
  mailTests(desk);
});

describe("the rules of the sync jobs", () => {
  jobTests(desk);
});

describe("the dry run of many mailboxes", () => {
  dryRunTests(desk);
});

describe("the Service section in the task pane", () => {
  paneTests(desk);
});
