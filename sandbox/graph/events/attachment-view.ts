/** An attachment as Graph shows it. */
import type { Attachment, StoredEvent } from "../model.ts";
import type { Resource } from "../odata/query.ts";
import { instant } from "../zones.ts";

/** The attachment as Graph shows it; what is inside an attached item only `$expand` would show. */
export function showAttachment(attachment: Attachment): Resource {
  const { kind, id, name, contentType, size, isInline, contentId, contentBytes } = attachment;
  return {
    "@odata.type": `#microsoft.graph.${kind}`,
    ...(contentType !== null && { "@odata.mediaContentType": contentType }),
    ...{ id, lastModifiedDateTime: instant(attachment.modifiedAt), name, contentType, size },
    isInline,
    ...(kind === "fileAttachment" && { contentId, contentLocation: null, contentBytes }),
  };
}

/** Whether people see a paper clip: pictures inside the text do not count. */
export const hasAttachments = ({ attachments }: StoredEvent) =>
  attachments.some(({ isInline }) => !isInline);
