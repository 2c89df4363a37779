/** Files, items and links attached to an event. */
import { type MailboxCall, type Reply, bodyObject } from "../call.ts";
import { invalidValue, notFound } from "../errors.ts";
import { attachmentId } from "../ids.ts";
import type { Attachment, StoredEvent } from "../model.ts";
import { page, pick, requireOptions, selected } from "../odata/query.ts";
import { type World, findEvent, nextSource, touchEvent } from "../world.ts";
import { showAttachment } from "./attachment-view.ts";
import { eventContext } from "./project.ts";

const kinds = ["fileAttachment", "itemAttachment", "referenceAttachment"] as const;

const members = [
  ...["id", "lastModifiedDateTime", "name", "contentType", "size", "isInline", "contentId"],
  ...["contentLocation", "contentBytes"],
];

/** An older name of a type ends like its new one, in any case. */
function kindOf(type: unknown): Attachment["kind"] {
  const last = typeof type === "string" ? (type.split(".").at(-1) ?? "") : "";
  const kind = kinds.find((known) => known.toLowerCase() === last.toLowerCase());
  if (kind === undefined)
    throw invalidValue(`An attachment needs @odata.type, one of ${kinds.join(", ")}.`);
  return kind;
}

function text(body: Record<string, unknown>, name: string): string | null {
  const value = body[name] ?? null;
  if (value !== null && typeof value !== "string") {
    throw invalidValue(`Attachment.${name} must be a string.`);
  }
  return value;
}

function requireBase64(value: string | null): string {
  if (value !== null && /^[A-Za-z0-9+/_-]*={0,2}$/.test(value)) return value;
  throw invalidValue("FileAttachment.ContentBytes must be base64.");
}

function readAttachment(call: MailboxCall, id: string): Attachment {
  const body = bodyObject(call);
  const kind = kindOf((call.body as Record<string, unknown>)["@odata.type"]);
  const name = text(body, "name");
  if (name === null || name === "") throw invalidValue("Attachment.Name is required.");
  const item = body["item"];
  if (kind === "itemAttachment" && (typeof item !== "object" || item === null)) {
    throw invalidValue("ItemAttachment.Item must be a message, contact or event.");
  }
  const isFile = kind === "fileAttachment";
  const contentBytes = isFile ? requireBase64(text(body, "contentBytes")) : null;
  const content = contentBytes ?? JSON.stringify(item ?? "");
  return {
    ...{ id, kind, name, contentBytes },
    contentType: text(body, "contentType") ?? (isFile ? "application/octet-stream" : null),
    contentId: text(body, "contentId"),
    size: isFile ? Buffer.from(content, "base64").length : Buffer.byteLength(content),
    isInline: body["isInline"] === true,
    modifiedAt: call.now,
  };
}

const contextOf = (call: MailboxCall, suffix = "") =>
  eventContext(call, `('${encodeURIComponent(call.params["event"] ?? "")}')/attachments${suffix}`);

function found(call: MailboxCall, world: World): { event: StoredEvent; attachment: Attachment } {
  const event = findEvent(world, call.mailbox, call.params["event"] ?? "");
  const attachment = event.attachments.find(({ id }) => id === call.params["attachment"]);
  if (attachment === undefined) throw notFound();
  return { event, attachment };
}

export function listAttachments(call: MailboxCall, world: World): Reply {
  requireOptions(call, ["$select", "$top", "$skip", "$count"]);
  const event = findEvent(world, call.mailbox, call.params["event"] ?? "");
  const names = selected(call, "microsoft.graph.attachment", members);
  const all = event.attachments.map((attachment) => pick(showAttachment(attachment), names));
  const { items, annotations } = page(call, all, { pageSize: 10, filterable: [], sortable: [] });
  const body = { "@odata.context": contextOf(call), ...annotations, value: items };
  return { status: 200, body };
}

export function getAttachment(call: MailboxCall, world: World): Reply {
  requireOptions(call, ["$select"]);
  const { attachment } = found(call, world);
  const names = selected(call, "microsoft.graph.attachment", members);
  const shown = pick(showAttachment(attachment), names);
  return { status: 200, body: { "@odata.context": contextOf(call, "/$entity"), ...shown } };
}

export function addAttachment(call: MailboxCall, world: World): Reply {
  const event = findEvent(world, call.mailbox, call.params["event"] ?? "");
  const attachment = readAttachment(call, attachmentId(nextSource(world, call.mailbox)));
  event.attachments = [...event.attachments, attachment];
  touchEvent(world, call.mailbox, event);
  const shown = showAttachment(attachment);
  return { status: 201, body: { "@odata.context": contextOf(call, "/$entity"), ...shown } };
}

export function removeAttachment(call: MailboxCall, world: World): Reply {
  const { event, attachment } = found(call, world);
  event.attachments = event.attachments.filter(({ id }) => id !== attachment.id);
  touchEvent(world, call.mailbox, event);
  return { status: 204 };
}
