import type { ErpRecord, RecordType } from "./model.ts";

/** Customers of the two installations, with the people whose addresses appear in calendars. */
interface Customer {
  readonly id: string;
  readonly company: string;
  readonly name: string;
  readonly city: string;
  readonly domain: string;
  readonly people: readonly (readonly [name: string, privateAddress?: string])[];
}

const customers: readonly Customer[] = [
  {
    id: "cus-1001",
    company: "co-eu",
    name: "Northwind Traders",
    city: "Hamburg",
    domain: "northwind.example",
    people: [
      ["Helen Bennett", "helen.b@post.example"],
      ["Elizabeth Lincoln"],
      ["Victoria Ashworth"],
    ],
  },
  {
    id: "cus-1002",
    company: "co-eu",
    name: "Alpine Ski House",
    city: "Innsbruck",
    domain: "alpineskihouse.example",
    people: [["Roland Mendel"], ["Georg Pipps", "pipps@berghof.example"]],
  },
  {
    id: "cus-1003",
    company: "co-eu",
    name: "Adventure Works",
    city: "Dresden",
    domain: "adventure-works.example",
    people: [["Simon Pearson"], ["Hanna Moos"]],
  },
  {
    id: "cus-1004",
    company: "co-eu",
    name: "Wide World Importers",
    city: "Rotterdam",
    domain: "wideworldimporters.example",
    people: [["Karin Lamb"], ["Yang Wang"]],
  },
  {
    id: "cus-1005",
    company: "co-eu",
    name: "Litware",
    city: "Graz",
    domain: "litware.example",
    people: [["Peter Franken"]],
  },
  {
    id: "cus-1101",
    company: "co-es",
    name: "Tailspin Toys",
    city: "Valencia",
    domain: "tailspintoys.example",
    people: [["Martine Rance"], ["Diego Roel"]],
  },
  {
    id: "cus-2001",
    company: "fa-us",
    name: "Wide World Importers",
    city: "Boston",
    domain: "wideworldimporters.example",
    people: [["Karin Lamb"]],
  },
  {
    id: "cus-2002",
    company: "fa-us",
    name: "Proseware",
    city: "Albany",
    domain: "proseware.example",
    people: [["Howard Snyder"]],
  },
];

interface Deal {
  readonly type: RecordType;
  readonly id: string;
  readonly name: string;
  readonly customer: string;
  readonly stage: string;
}

const deals: readonly Deal[] = [
  deal("opportunity", "opp-1001", "Annual agreement", "cus-1001", "Proposal"),
  deal("opportunity", "opp-1002", "Warehouse scanners", "cus-1001", "Qualified"),
  deal("opportunity", "opp-1003", "Season pass system", "cus-1002", "Negotiation"),
  deal("opportunity", "opp-1004", "Spare parts contract", "cus-1003", "Qualified"),
  deal("opportunity", "opp-2001", "Frame contract", "cus-2001", "Negotiation"),
  deal("project", "prj-1001", "Booking portal", "cus-1002", "Running"),
  deal("project", "prj-1002", "Assembly line 2", "cus-1003", "Running"),
  deal("project", "prj-1101", "Toy catalogue", "cus-1101", "Planned"),
  deal("order", "ord-1001", "Sales order", "cus-1001", "Delivered"),
  deal("order", "ord-1002", "Sales order", "cus-1004", "Late"),
  deal("order", "ord-1003", "Sales order", "cus-1002", "Open"),
  deal("order", "ord-2001", "Purchase order", "cus-2002", "Open"),
];

function deal(type: RecordType, id: string, name: string, customer: string, stage: string): Deal {
  return { type, id, name, customer, stage };
}

const leads = [
  { id: "lea-1001", company: "co-eu", name: "Fourth Coffee", address: "info@fourthcoffee.example" },
  {
    id: "lea-1002",
    company: "co-eu",
    name: "Lucerne Publishing",
    address: "ada.rossi@lucerne.example",
  },
  {
    id: "lea-2001",
    company: "fa-us",
    name: "Margie's Travel",
    address: "margie@margiestravel.example",
  },
];

/** `Helen Bennett` of northwind.example is helen.bennett@northwind.example. */
function addressOf(name: string, domain: string): string {
  return `${name.toLowerCase().replaceAll(" ", ".")}@${domain}`;
}

const numberOf = (id: string) => id.slice(id.indexOf("-") + 1);

function customerRecords(customer: Customer): readonly ErpRecord[] {
  const { id, company, name, city, domain, people } = customer;
  const contacts = people.map(([person, privateAddress], index): ErpRecord => ({
    type: "contact",
    id: `con-${numberOf(id)}-${index + 1}`,
    company,
    number: `P${numberOf(id)}${index + 1}`,
    name: person,
    detail: name,
    emails: [
      { kind: "work", address: addressOf(person, domain) },
      ...(privateAddress === undefined
        ? []
        : [{ kind: "private" as const, address: privateAddress }]),
    ],
    domain: null,
    customer: id,
  }));
  const itself: ErpRecord = {
    type: "customer",
    id,
    company,
    number: `C${numberOf(id)}`,
    name,
    detail: city,
    emails: [{ kind: "work", address: `office@${domain}` }],
    domain,
    customer: null,
  };
  return [itself, ...contacts];
}

function dealRecord(one: Deal, amount: number): ErpRecord {
  const customer = customers.find(({ id }) => id === one.customer);
  if (customer === undefined)
    throw new Error(`The seed names an unknown customer: ${one.customer}`);
  const prefix = { opportunity: "O", project: "J", order: "SO" }[one.type as string] ?? "R";
  const number = `${prefix}${numberOf(one.id)}`;
  return {
    type: one.type,
    id: one.id,
    company: customer.company,
    number,
    name: one.type === "order" ? `${one.name} ${number}` : one.name,
    detail: `${customer.name}, ${one.stage}, ${amount} EUR`,
    emails: [],
    domain: null,
    customer: customer.id,
  };
}

/** Customers with their contacts, opportunities, projects and orders, and leads. */
export function seededRecords(seed: number): ErpRecord[] {
  let state = seed >>> 0;
  const amount = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return 1000 + (state % 90) * 500;
  };
  return [
    ...customers.flatMap(customerRecords),
    ...deals.map((one) => dealRecord(one, amount())),
    ...leads.map(({ id, company, name, address }): ErpRecord => ({
      type: "lead",
      id,
      company,
      number: `L${numberOf(id)}`,
      name,
      detail: "New",
      emails: [{ kind: "work", address }],
      domain: address.slice(address.indexOf("@") + 1),
      customer: null,
    })),
  ];
}
