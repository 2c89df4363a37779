/** The sandbox's mail server, asked by hand as no mailer of ours would. */
import { connect, type Socket } from "node:net";
import { certificateFolder, openSmtp, type SmtpDesk } from "../../notify/mailers.ts";
import { mailPage } from "../../../sandbox/mail/page.ts";

let desk: SmtpDesk;
let remove: () => Promise<void>;

beforeAll(async () => {
  const folder = await certificateFolder();
  remove = folder.remove;
  desk = await openSmtp(folder.certificate);
});
afterAll(async () => {
  await desk.catcher.close();
  await remove();
});

/** Says these lines one after the other. @returns the last line of each answer, greeting first */
async function talk(...lines: readonly string[]): Promise<readonly string[]> {
  const socket: Socket = connect(desk.port, "127.0.0.1");
  const answers: string[] = [];
  let text = "";
  for await (const chunk of socket.setEncoding("utf8")) {
    text += String(chunk);
    const whole = /(^|\n)(\d{3} [^\n]*)\r\n$/.exec(text);
    if (whole === null) continue;
    answers.push(whole[2] ?? "");
    text = "";
    const next = lines[answers.length - 1];
    if (next === undefined) socket.end();
    else socket.write(`${next}\r\n`);
  }
  return answers;
}

it("takes neither password nor mail before the connection is encrypted", async () => {
  const [, , signIn, from] = await talk(
    "EHLO test",
    "AUTH PLAIN AGEAYg==",
    "MAIL FROM:<a@contoso.example>",
  );
  expect([signIn?.slice(0, 3), from?.slice(0, 3)]).toEqual(["538", "530"]);
});

it("shows mails as they are, in frames that run nothing", () => {
  const { body, headers } = mailPage([
    {
      ...{ id: "1", at: 0, via: "smtp", from: "a", to: ["b"], user: "", encrypted: true },
      ...{ subject: "<script>1</script>", text: "", html: '<p title="x">hello</p>', headers: {} },
    },
  ]);
  expect(body).toContain("&lt;script&gt;1");
  expect(body).toContain("&lt;p title=&quot;x&quot;&gt;hello");
  expect(headers["content-security-policy"]).toContain("default-src 'none'");
});
