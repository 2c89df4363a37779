/** Mail settings: which level holds, what keeps mail from being sent. */
import {
  exchangeHosts,
  mailDefaults,
  mailOf,
  mistakesOfMail,
  usualPort,
  type MailSettings,
  type MailTransport,
} from "../../server/settings/mail.ts";

type Smtp = Extract<MailTransport, { kind: "smtp" }>;

function smtp(more: Partial<Smtp> = {}): MailSettings {
  const transport: Smtp = {
    ...{ kind: "smtp", host: "smtp.contoso.example", port: 587, security: "starttls" },
    ...{ signIn: "password", user: "mailer" },
    ...more,
  };
  return { ...mailDefaults, sender: "sync@contoso.example", transport };
}

describe("levels", () => {
  const [above, below] = [smtp(), { ...smtp({ host: "other" }), footer: "C1" }];

  it("the lowest that decides replaces all above it, as a whole", () => {
    expect(mailOf([above, below])).toBe(below);
    expect(mailOf([above, null])).toBe(above);
    expect(mailOf([null, null])).toBe(mailDefaults);
  });
});

describe("mistakes", () => {
  const codes = (settings: MailSettings, hasPassword = true) =>
    mistakesOfMail(settings, hasPassword).map(({ field, code }) => `${field} ${code}`);

  it("of settings that work: none", () => {
    expect(codes(smtp())).toEqual([]);
    expect(codes(mailDefaults, false)).toEqual([]);
    expect(codes(smtp({ port: 25, security: "none", signIn: "none" }), false)).toEqual([]);
  });

  it("what is missing is named", () => {
    expect(codes({ ...smtp({ host: "", user: "" }), sender: "" }, false)).toEqual([
      ...["sender missing", "host missing", "user missing", "password missing"],
    ]);
  });

  it("a password or token never goes out unencrypted", () => {
    for (const signIn of ["password", "oauth"] as const) {
      const host = "smtp.office365.com";
      expect(codes(smtp({ host, security: "none", port: 25, signIn }))).toEqual([
        "security not-encrypted",
      ]);
    }
  });

  it("a token for Exchange Online goes nowhere else, however the server is called", () => {
    const others = ["mail.thief.example", "smtp.office365.com.thief.example", "office365.com"];
    for (const host of [...others, "xsmtp.office365.com", "smtp.office365.com."]) {
      expect(codes(smtp({ host, signIn: "oauth" }))).toEqual(["host not-exchange"]);
    }
    for (const host of [...exchangeHosts, "SMTP.Office365.com"]) {
      expect(codes(smtp({ host, signIn: "oauth" }))).toEqual([]);
    }
  });

  it("the two ports that speak one kind of TLS each are not mixed up", () => {
    expect(codes(smtp({ port: 465 }))).toEqual(["security port-speaks-tls"]);
    expect(codes(smtp({ security: "tls" }))).toEqual(["security port-speaks-starttls"]);
    expect(usualPort).toEqual({ starttls: 587, tls: 465, none: 25 });
  });
});
