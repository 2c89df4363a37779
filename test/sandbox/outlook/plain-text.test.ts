/** @jest-environment jsdom */
import { plainText } from "../../../sandbox/outlook/page/plain-text.ts";

const html = (content: string): string => plainText({ contentType: "html", content });

describe("an event's body as text", () => {
  it("keeps lines and paragraphs, drops styles and markup", () => {
    const body = "<html><head><style>p{}</style></head><body><p>One</p><div>Two<br>\nThree</div>";
    expect(html(body)).toBe("One\nTwo\nThree");
  });

  it("shows entities and angle brackets as a person reads them", () => {
    expect(html("<p>Gr&uuml;&szlig;e &lt;b&gt;</p>")).toBe("Grüße <b>");
  });

  it("is left alone where it is text, and empty where there is none", () => {
    expect(plainText({ contentType: "text", content: "a <b>\n c" })).toBe("a <b>\n c");
    expect(plainText(undefined)).toBe("");
  });
});
