import { readAddresses } from "../../server/notify/addresses.ts";

const read = (text: string) => {
  const { people, unreadable } = readAddresses(text);
  return [
    people.map(({ address, name }) => (name === "" ? address : `${name} <${address}>`)),
    unreadable,
  ];
};

it.each([
  [
    "one in a line",
    "ada@contoso.com\r\n\r\ngrace@contoso.com\n",
    ["ada@contoso.com", "grace@contoso.com"],
  ],
  [
    "as mail programs write them",
    'Ada Lovelace <Ada@Contoso.com>; "Hopper, Grace" <grace@contoso.com>, liu@fabrikam.com',
    ["Ada Lovelace <ada@contoso.com>", "Hopper, Grace <grace@contoso.com>", "liu@fabrikam.com"],
  ],
  [
    "a table with its heading",
    "First name;Last name;E-mail\nAda;Lovelace;ada@contoso.com\nGrace;Hopper;grace@contoso.com",
    ["Ada Lovelace <ada@contoso.com>", "Grace Hopper <grace@contoso.com>"],
  ],
  [
    "a table with quotes and a comma in a name",
    'name,mail\n"Lovelace, Ada",ada@contoso.com',
    ["Lovelace, Ada <ada@contoso.com>"],
  ],
  ["twice the same", "ada@contoso.com\nAda <ADA@contoso.com>", ["Ada <ada@contoso.com>"]],
] as const)("%s", (_, text, people) => {
  expect(read(text)).toEqual([people, []]);
});

it("names what is nobody's address, as it was pasted", () => {
  const text = "ada@contoso.com\nGrace Hopper\nliu@fabrikam\nmaria@@fabrikam.com\n<a b@c.de>";
  expect(read(text)).toEqual([
    ["ada@contoso.com"],
    ["Grace Hopper", "liu@fabrikam", "maria@@fabrikam.com", "<a b@c.de>"],
  ]);
  // A single line without an address is no heading of anything.
  expect(read("Grace Hopper")).toEqual([[], ["Grace Hopper"]]);
});

it("nothing in an address can become a header or a second recipient", () => {
  expect(read("ada@contoso.com\rBcc: eve@evil.example")[0]).not.toContain("ada@contoso.com");
  expect(readAddresses('"a\tb"@contoso.com').people).toEqual([]);
});
