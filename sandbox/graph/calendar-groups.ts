/** Groups of calendars; Outlook has three that nobody can delete. */
import { type MailboxCall, type Reply, bodyObject } from "./call.ts";
import { GraphError, invalidValue, notFound } from "./errors.ts";
import { calendarId, changeKey, guid } from "./ids.ts";
import type { CalendarGroup } from "./model.ts";
import { type Resource, page, pick, requireOptions, selected } from "./odata/query.ts";
import { type World, nextSource } from "./world.ts";

const members = ["id", "name", "classId", "changeKey"];

const showGroup = ({ id, name, classId, version }: CalendarGroup): Resource => ({
  ...{ id, name, classId, changeKey: changeKey(id, version) },
});

const context = (call: MailboxCall, suffix: string) =>
  `${call.base}/$metadata#users('${call.owner.id}')/calendarGroups${suffix}`;

const selection = (call: MailboxCall) => selected(call, "microsoft.graph.calendarGroup", members);

function single(call: MailboxCall, group: CalendarGroup, status: 200 | 201): Reply {
  const shown = pick(showGroup(group), selection(call));
  return { status, body: { "@odata.context": context(call, "/$entity"), ...shown } };
}

function foundGroup(call: MailboxCall): CalendarGroup {
  const id = call.params["group"];
  const group = call.mailbox.calendarGroups.find((candidate) => candidate.id === id);
  if (group === undefined) throw notFound();
  return group;
}

/** The name as sent; `classId` and `changeKey` are read-only and ignored. Throws 400 and 409. */
function readName(call: MailboxCall, except?: CalendarGroup): string {
  const { name } = bodyObject(call);
  if (typeof name !== "string" || name.trim() === "") {
    throw invalidValue("CalendarGroup.Name must be a text that is not empty.");
  }
  const taken = call.mailbox.calendarGroups.some(
    (other) => other !== except && other.name.toLowerCase() === name.toLowerCase(),
  );
  if (taken) {
    throw new GraphError(409, "ErrorFolderExists", `A group named '${name}' already exists.`);
  }
  return name;
}

export function listCalendarGroups(call: MailboxCall): Reply {
  requireOptions(call, ["$select", "$filter", "$orderby", "$top", "$skip", "$count"]);
  const names = selection(call);
  const options = { pageSize: 10, filterable: ["name", "id"], sortable: ["name"] };
  const all = call.mailbox.calendarGroups.map(showGroup);
  const { items, annotations } = page(call, all, options);
  const value = items.map((item) => pick(item, names));
  return { status: 200, body: { "@odata.context": context(call, ""), ...annotations, value } };
}

export function getCalendarGroup(call: MailboxCall): Reply {
  requireOptions(call, ["$select"]);
  return single(call, foundGroup(call), 200);
}

export function createCalendarGroup(call: MailboxCall, world: World): Reply {
  const name = readName(call);
  const source = nextSource(world, call.mailbox);
  const group: CalendarGroup = {
    ...{ id: calendarId(source), name, classId: guid(source), version: 1, isDefault: false },
  };
  call.mailbox.calendarGroups.push(group);
  return single(call, group, 201);
}

export function updateCalendarGroup(call: MailboxCall): Reply {
  const group = foundGroup(call);
  group.name = readName(call, group);
  group.version += 1;
  return single(call, group, 200);
}

export function deleteCalendarGroup(call: MailboxCall): Reply {
  const group = foundGroup(call);
  if (group.isDefault) {
    throw new GraphError(
      400,
      "ErrorDeleteDistinguishedFolder",
      "Distinguished folders cannot be deleted.",
    );
  }
  call.mailbox.calendarGroups = call.mailbox.calendarGroups.filter((other) => other !== group);
  return { status: 204 };
}
