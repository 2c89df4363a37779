import fc from "fast-check";
import { keptHtml, keptText, oneLine } from "../../../sandbox/erp/notes.ts";

const pieces = fc.constantFrom(
  ...'<b>|</b>|<p class="x">|</p>|<script>|</script>|<style>|</style>|<!--|-->|<!doctype html>'.split(
    "|",
  ),
  ..."<img src=x onerror=alert(1)>|<a href=\"https://a.example/?x=1&y='\">|</a>|<a href='javascript:x'>".split(
    "|",
  ),
  ...'<|>|&lt;|&|"|\'|text|  |\n|<br/>|<font color=red>|</font>|href="'.split("|"),
);
const markup = fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join(""));

describe("notes", () => {
  it("are stored once and for all: normalising again changes nothing", () => {
    fc.assert(
      fc.property(markup, (text) => {
        for (const kept of [keptHtml, keptText, oneLine]) expect(kept(kept(text))).toBe(kept(text));
      }),
    );
  });

  it("hold no tag but the kept ones and no attribute but a harmless address", () => {
    const allowed = /^<\/?(?:b|p|br|a)>$|^<a href="(?:https?:|mailto:|tel:)[^"<>]*">$/;
    fc.assert(
      fc.property(markup, (html) => {
        const tags = keptHtml(html).match(/<[^>]*>?/g) ?? [];
        expect(tags.filter((tag) => !allowed.test(tag))).toEqual([]);
      }),
    );
  });

  it("keep the text of an Exchange body", () => {
    const body =
      '<html><head>\r\n<meta charset="utf-8"><style>p{margin:0}</style></head><body>' +
      '<div style="font-family:Aptos">Agenda: <a href="https://contoso.example/a">plan</a></div></body></html>';
    expect(keptHtml(body)).toBe('<div>Agenda: <a href="https://contoso.example/a">plan</a></div>');
  });
});
