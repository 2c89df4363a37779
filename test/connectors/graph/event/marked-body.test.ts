import fc from "fast-check";
import {
  readMarked,
  writeMarked,
  type Online,
} from "../../../../server/connectors/graph/event/marked-body.ts";
import { words } from "../../../../server/resources/appointment/body-text.ts";

/** The body of an event is people's. What of it is ours stands between two lines of text. */

const joinUrl = "https://teams.microsoft.com/l/meetup-join/19%3ameeting_x?tid=1&oid=2";
const online: Online = { joinUrl };
const way = joinUrl.replace("&", "&amp;");
const teams =
  `<div class="me-email-text" lang="en-US"><div>________________________________________________________________________________</div>` +
  `<div><span>Microsoft Teams meeting</span></div><div><b>Join:</b> <a id="x" href="${way}">${way}</a></div>` +
  `<div>Meeting ID: 123</div><div>________________________________________________________________________________</div></div>`;
const page = (body: string): string =>
  `<html><head>\r\n<meta http-equiv="Content-Type" content="text/html; charset=utf-8"><style>p{}</style></head>\r\n<body>\r\n${body}\r\n</body></html>`;

const say = (html: string): string => words({ format: "html", content: html });
const read = (html: string, where: Online = online) => {
  const marked = readMarked(html, where);
  if (marked === null) throw new Error("damaged");
  return { said: say(marked.said), people: marked.people === null ? null : say(marked.people) };
};
const write = (html: string, wanted: Parameters<typeof writeMarked>[2], where: Online = online) => {
  const written = writeMarked(html, where, wanted);
  if (written === null) throw new Error("refused");
  return written;
};

/** What people write: paragraphs, lists, tables, and things that look like tags, marks and rules. */
const word = fc.constantFrom(
  ...["Agenda", "a&amp;b", "1 &lt; 2", "[Notes]", "from the ERP", "grüße", "&nbsp;", "____", "x]"],
);
const line = fc.array(word, { minLength: 1, maxLength: 4 }).map((some) => some.join(" "));
const piece = fc.oneof(
  line.map((text) => `<p class="MsoNormal">${text}<o:p></o:p></p>`),
  line.map((text) => `<div id="a" title="a > b">${text}<br>${text}</div>`),
  line.map((text) => `<ul><li>${text}</li></ul>`),
  line.map((text) => `<table><tbody><tr><td>${text}</td></tr></tbody></table>`),
  line.map((text) => `<!-- ${text} --><b>${text}</b>`),
  line,
);
const people = fc.array(piece, { maxLength: 4 }).map((some) => some.join("\r\n"));
const notes = fc
  .array(line, { maxLength: 4 })
  .map((some) => some.map((one) => `<p>${one}</p>`).join(""));

/** What servers and clients make of HTML without meaning anything by it. */
const rewrites: readonly ((html: string) => string)[] = [
  (html) => html,
  (html) => html.replace(/<!--[\s\S]*?-->/g, ""),
  (html) => html.replace(/ (?:id|title|lang|data-\w+)="[^"]*"/g, ""),
  (html) => html.replaceAll("<div>", '<p class="MsoNormal">').replace(/<\/div>/g, "</p>"),
  // Exchange breaks lines at blanks, Word takes blanks for non-breaking ones and marks words.
  (html) => html.replace(/(?<=[\w,\]]) (?=[\w[])(?![^<]*>)/g, "\r\n"),
  (html) => html.replace(/(?<=\w) (?=\w)(?![^<]*>)/g, "&nbsp;"),
  (html) => html.replace(/\bNotes\b(?![^<]*>)/g, '<span class="SpellE">Notes</span>'),
  (html) =>
    html.replace(
      /<(\/?)(div|p|span|b)\b/g,
      (_tag, slash: string, name: string) => `<${slash}${name.toUpperCase()}`,
    ),
];
const rewritten = fc.constantFrom(...rewrites);

describe("the ERP's part of an online meeting's body", () => {
  it("is not there at first: the body says what people wrote, without Teams' part", () => {
    expect(read(page(`<p>Agenda</p>${teams}<p>after</p>`))).toEqual({
      said: "Agenda after",
      people: null,
    });
    // Another provider's text cannot be told from people's.
    expect(read(page("<p>Agenda</p><p>Zoom</p>"), { joinUrl: null }).said).toBe("Agenda Zoom");
  });

  it("is put at the top, and all that stood there stays byte for byte", () => {
    const before = page(`<p>Agenda</p>${teams}`);
    const after = write(before, { said: "<p>From the <b>ERP</b></p>" });
    const [head = "", rest = ""] = before.split("<body>");
    expect(after.startsWith(`${head}<body>`)).toBe(true);
    expect(after.endsWith(rest)).toBe(true);
    expect(read(after).said).toBe("From the ERP");
  });

  it("keeps the rest of any body byte for byte, whatever was rewritten in between", () => {
    fc.assert(
      fc.property(people, people, notes, notes, rewritten, (above, below, one, other, rewrite) => {
        const mine = page(`${above}${teams}${below}`);
        const first = rewrite(write(mine, { said: one }));
        expect(read(first).said).toBe(say(one));
        const second = write(first, { said: other });
        expect(read(second).said).toBe(say(other));
        // Outside the two lines nothing moved.
        const [begin, end] = [/\[(?:<[^>]*>)?Notes/, /\[End[^\]]*notes[^\]]*ERP\]/];
        const outside = (html: string): string[] => [
          html.slice(0, begin.exec(html)?.index),
          html.slice(end.exec(html)?.index),
        ];
        expect(outside(second)).toEqual(outside(first));
        expect(second).toContain(way);
        // Writing the same again changes nothing that is said.
        expect(read(write(second, { said: other })).said).toBe(say(other));
      }),
      { numRuns: 500 },
    );
  });

  it("takes what a person types between the lines", () => {
    const html = write(page(`<p>Agenda</p>${teams}`), { said: "<p>Price</p>" });
    expect(read(html.replace("Price", "Price: 7 <i>only</i>")).said).toBe("Price: 7 only");
    expect(read(html.replace("from the ERP]", "from the ERP] typed beside it")).said).toBe(
      "typed beside it Price",
    );
  });

  it("cleared in the ERP stays as an empty part: the rest is not taken for it", () => {
    const html = write(page(`<p>Agenda</p>${teams}`), { said: "" });
    expect(read(html).said).toBe("");
    expect(html).toContain("<p>Agenda</p>");
  });

  it.each([
    ["half of it", (html: string) => html.replace("[End of notes", "[End notes")],
    ["two of it", (html: string) => html.replace("<p>Agenda</p>", "$& [Notes from the ERP]")],
    ["Teams' part inside it", (html: string) => html.replace("Price", teams)],
    [
      "the lines the wrong way round",
      (html: string) =>
        html
          .replace("[Notes from", "[-")
          .replace("[End of notes", "[Notes")
          .replace("[-", "[End of notes from"),
    ],
  ])("is left alone where it is damaged: %s", (_what, damage) => {
    const html = damage(write(page(`<p>Agenda</p>${teams}`), { said: "<p>Price</p>" }));
    expect(readMarked(html, online)).toBeNull();
    expect(writeMarked(html, online, { said: "<p>New</p>" })).toBeNull();
  });

  it("refuses notes that hold the marks themselves: nobody could tell where they end", () => {
    const html = page(teams);
    expect(writeMarked(html, online, { said: "<p>[End of notes from the ERP]</p>" })).toBeNull();
    expect(writeMarked(html, online, { said: "[Notes&nbsp;from <b>the</b> ERP]" })).toBeNull();
  });
});

describe("the people whom nobody invited yet", () => {
  const bo = "<div>Bo &lt;bo@x.example&gt;</div>";
  const cy = "<div>Cy &lt;cy@x.example&gt;</div>";

  it("stand in a part of their own that no body says anything by", () => {
    fc.assert(
      fc.property(people, notes, rewritten, (own, said, rewrite) => {
        const before = page(own);
        const named = rewrite(write(before, { people: bo + cy }, null));
        expect(read(named, null)).toEqual({
          said: say(rewrite(before)),
          people: "Bo <bo@x.example> Cy <cy@x.example>",
        });
        const changed = write(named, { said, people: cy }, null);
        expect(read(changed, null)).toEqual({ said: say(said), people: "Cy <cy@x.example>" });
        const gone = write(changed, { people: "" }, null);
        expect(read(gone, null)).toEqual({ said: say(said), people: null });
      }),
      { numRuns: 300 },
    );
  });

  it("go without a trace once they are invited, beside the ERP's notes and Teams' part", () => {
    const before = page(`<p>Agenda</p>${teams}`);
    const marked = write(before, { said: "<p>Price</p>", people: bo });
    expect(read(marked)).toEqual({ said: "Price", people: "Bo <bo@x.example>" });
    expect(write(marked, { people: "" })).toBe(write(before, { said: "<p>Price</p>" }));
  });
});
