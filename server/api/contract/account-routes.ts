import { z } from "zod";
import {
  connectionTestSchema,
  parkedSchema,
  profileSchema,
  publicConfigSchema,
  setupOptionsSchema,
  setupRequestSchema,
  statusSchema,
} from "./account.ts";
import { historyEntrySchema } from "./items.ts";

const setAsideSchema = z.strictObject({ items: z.array(parkedSchema) });

/** What a person asks about himself: who he is, Setup, how his sync is doing. */
export const accountRoutes = {
  config: {
    method: "GET",
    path: "/api/config",
    summary: "Public configuration, by mail domain where one is given",
    access: "public",
    query: z.strictObject({ domain: z.string().max(255).optional() }),
    response: publicConfigSchema,
  },
  profile: {
    method: "GET",
    path: "/api/profile",
    summary: "Who I am on both sides, how I am doing, what I chose",
    access: "person",
    response: profileSchema,
  },
  status: {
    method: "GET",
    path: "/api/status",
    summary: "State and figures of my mailbox",
    access: "person",
    response: statusSchema,
  },
  testConnection: {
    method: "POST",
    path: "/api/profile/test",
    summary: "Read my Graph profile and my ERP user and show both",
    access: "person",
    response: connectionTestSchema,
  },
  setupOptions: {
    method: "GET",
    path: "/api/setup",
    summary: "What Setup offers and proposes",
    access: "person",
    response: setupOptionsSchema,
  },
  allowColors: {
    method: "POST",
    path: "/api/setup/colors",
    summary: "Give the categories that show what is in the ERP their colours in my Outlook",
    access: "person",
    needs: "categoryColors",
    response: z.strictObject({}),
  },
  saveSetup: {
    method: "PUT",
    path: "/api/setup",
    summary: "Save Setup; switching the calendar on starts a silent first sync",
    access: "person",
    body: setupRequestSchema,
    response: profileSchema,
  },
  syncNow: {
    method: "POST",
    path: "/api/sync",
    summary: "Synchronize the mailbox now",
    access: "person",
    mailbox: "state",
    response: statusSchema,
  },
  stopSync: {
    method: "POST",
    path: "/api/sync/stop",
    summary: "Stop the sync on its way after the step in hand, and start no other",
    access: "person",
    /** `pause`: to go on later; `off`: the calendar is switched off, as in Setup. */
    body: z.strictObject({ how: z.enum(["pause", "off"]) }),
    response: statusSchema,
  },
  continueSync: {
    method: "POST",
    path: "/api/sync/continue",
    summary: "Go on with the sync where it was stopped",
    access: "person",
    response: statusSchema,
  },
  refresh: {
    method: "POST",
    path: "/api/sync/refresh",
    summary: "List both sides of my mailbox completely and compare everything once more",
    access: "person",
    response: statusSchema,
  },
  log: {
    method: "GET",
    path: "/api/log",
    summary: "Newest lines of my log, both directions",
    access: "person",
    mailbox: "contents",
    query: z.strictObject({
      limit: z.coerce.number().int().min(1).max(200).default(50),
      before: z.string().max(200).optional(),
    }),
    response: z.strictObject({ entries: z.array(historyEntrySchema) }),
  },
  setAside: {
    method: "GET",
    path: "/api/set-aside",
    summary: "My items that could not be synchronized, each with its reason",
    access: "person",
    mailbox: "contents",
    response: setAsideSchema,
  },
  retrySetAside: {
    method: "POST",
    path: "/api/set-aside/retry",
    summary: "Try one of them again now",
    access: "person",
    mailbox: "contents",
    body: z.strictObject({ key: z.string().min(1).max(500) }),
    response: setAsideSchema,
  },
} as const;
