/** Open extensions of an event, each by itself. */
import { type MailboxCall, type Reply, bodyObject } from "../call.ts";
import { GraphError, notFound } from "../errors.ts";
import type { StoredEvent } from "../model.ts";
import { type World, findEvent, touchEvent } from "../world.ts";
import { readExtension } from "./apply.ts";
import { extensionName, showExtension } from "./extension-names.ts";
import { eventContext } from "./project.ts";

function found(call: MailboxCall, world: World): { event: StoredEvent; name: string } {
  const event = findEvent(world, call.mailbox, call.params["event"] ?? "");
  const name = extensionName(call.params["extension"] ?? "");
  if (event.extensions[name] === undefined) throw notFound();
  return { event, name };
}

function shown(call: MailboxCall, status: 200 | 201, event: StoredEvent, name: string): Reply {
  const context = eventContext(call, `('${call.params["event"] ?? ""}')/extensions/$entity`);
  return { status, body: { "@odata.context": context, ...showExtension(event, name) } };
}

export function listExtensions(call: MailboxCall, world: World): Reply {
  const event = findEvent(world, call.mailbox, call.params["event"] ?? "");
  const value = Object.keys(event.extensions).map((name) => showExtension(event, name));
  return { status: 200, body: { value } };
}

export function createExtension(call: MailboxCall, world: World): Reply {
  const event = findEvent(world, call.mailbox, call.params["event"] ?? "");
  const { name, content } = readExtension(bodyObject(call));
  if (event.extensions[name] !== undefined) {
    throw new GraphError(409, "ErrorItemExists", `An extension named '${name}' already exists.`);
  }
  event.extensions[name] = content;
  touchEvent(world, call.mailbox, event);
  return shown(call, 201, event, name);
}

export function getExtension(call: MailboxCall, world: World): Reply {
  const { event, name } = found(call, world);
  return shown(call, 200, event, name);
}

/** Members not sent stay; members sent as `null` go. */
export function updateExtension(call: MailboxCall, world: World): Reply {
  const { event, name } = found(call, world);
  const sent = readExtension({ ...bodyObject(call), extensionName: name }).content;
  const merged = Object.entries({ ...event.extensions[name], ...sent });
  event.extensions[name] = Object.fromEntries(merged.filter(([, value]) => value !== null));
  touchEvent(world, call.mailbox, event);
  return shown(call, 200, event, name);
}

export function deleteExtension(call: MailboxCall, world: World): Reply {
  const { event, name } = found(call, world);
  const { [name]: _, ...rest } = event.extensions;
  event.extensions = rest;
  touchEvent(world, call.mailbox, event);
  return { status: 204 };
}
