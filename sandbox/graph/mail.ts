/** `sendMail`: a mailbox sends, and keeps what it sent. */
import { z } from "zod";
import { type MailboxCall, type Reply, actionValue, bodyObject } from "./call.ts";
import { GraphError, invalidValue } from "./errors.ts";
import type { World } from "./world.ts";

const recipients = z.array(z.looseObject({ emailAddress: z.looseObject({ address: z.string() }) }));
const message = z.looseObject({
  subject: z.string().nullish(),
  body: z
    .looseObject({ contentType: z.string().nullish(), content: z.string().nullish() })
    .nullish(),
  toRecipients: recipients.nullish(),
  ccRecipients: recipients.nullish(),
  bccRecipients: recipients.nullish(),
  internetMessageHeaders: z.array(z.looseObject({ name: z.string(), value: z.string() })).nullish(),
});

/** Takes the mail over; whether it arrives is not said. */
export function sendMailAction(call: MailboxCall, world: World): Reply {
  const given = message.safeParse(actionValue(bodyObject(call), "message"));
  if (!given.success) throw invalidValue("The parameter 'Message' must be a message.");
  const { subject, body, toRecipients, ccRecipients, bccRecipients } = given.data;
  const to = [toRecipients, ccRecipients, bccRecipients].flatMap((some) =>
    (some ?? []).map(({ emailAddress: { address } }) => address),
  );
  if (to.length === 0) {
    throw new GraphError(
      400,
      "ErrorInvalidRecipients",
      "At least one recipient is not valid., Recipient is not specified.",
    );
  }
  const headers = given.data.internetMessageHeaders ?? [];
  // Only headers of one's own: the others are Exchange's to write.
  const foreign = headers.find(({ name }) => !/^x-/i.test(name));
  if (foreign !== undefined) {
    throw new GraphError(
      400,
      "InvalidInternetMessageHeader",
      `The internet message header name '${foreign.name}' should start with 'x-' or 'X-'.`,
    );
  }
  const content = body?.content ?? "";
  const isHtml = body?.contentType?.toLowerCase() === "html";
  world.onMail({
    from: `"${call.owner.name}" <${call.owner.address}>`,
    to,
    subject: subject ?? "",
    text: isHtml ? "" : content,
    html: isHtml ? content : "",
    headers: Object.fromEntries(headers.map(({ name, value }) => [name.toLowerCase(), value])),
  });
  return { status: 202 };
}
