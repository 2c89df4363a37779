import { mistakeOfErpAddress, mistakeOfResolved } from "../../server/config/erp-hosts.ts";

describe("an ERP's address", () => {
  it.each([
    "http://127.0.0.1:8080",
    "http://2130706433",
    "http://0x7f000001",
    "http://0x7f.0.0.1",
    "http://017700000001",
    "http://0177.0.0.1",
    "http://127.1",
    "http://127.0.0.1.",
    "http://\uff11\uff12\uff17.0.0.1",
    "http://0.0.0.0",
    "http://0",
    "http://localhost",
    "http://LOCALHOST.",
    "http://erp.localhost",
    "http://10.1.2.3",
    "http://100.64.0.1",
    "http://172.16.0.1",
    "http://172.31.255.255",
    "http://192.168.0.1",
    "https://192.168.1",
    "http://198.18.0.1",
    "http://[::1]",
    "http://[0:0:0:0:0:0:0:1]",
    "http://[::]",
    "http://[fd12:3456::1]",
    "http://[::ffff:127.0.0.1]",
    "http://[::ffff:7f00:1]",
    "http://[::127.0.0.1]",
    "http://[::ffff:10.0.0.1]",
    "http://[64:ff9b::127.0.0.1]",
    "http://[64:ff9b:1::1]",
    "http://[2002:7f00:1::]",
  ])("%s lies inside and must be allowed", (address) => {
    expect(mistakeOfErpAddress(address, [])).toMatch(/add \S+ to ERP_PRIVATE_HOSTS/);
    expect(mistakeOfErpAddress(address, [new URL(address).host])).toBeUndefined();
  });

  it.each([
    "http://169.254.169.254",
    "http://2852039166",
    "http://0xa9fea9fe",
    "http://0251.0376.0251.0376",
    "http://169.254.43518",
    "http://[::ffff:169.254.169.254]",
    "http://[64:ff9b::a9fe:a9fe]",
    "http://[2002:a9fe:a9fe::]",
    "http://[fe80::1]",
    "http://[fd00:ec2::254]",
    "http://metadata.google.internal",
    "http://224.0.0.1",
    "http://255.255.255.255",
    "http://[ff02::1]",
  ])("%s is refused whatever is allowed", (address) => {
    const { host } = new URL(address);
    expect(mistakeOfErpAddress(address, [host, "169.254.169.254"])).toMatch(/nothing can allow/);
  });

  it.each([
    "https://erp.contoso.com",
    "https://localhost.contoso.com",
    "https://10.contoso.com",
    "https://93.184.216.34",
    "https://172.32.0.1",
    "https://100.128.0.1",
    "https://[2606:2800:220:1::1]",
    "https://[::ffff:93.184.216.34]",
  ])("%s needs no leave", (address) => {
    expect(mistakeOfErpAddress(address, [])).toBeUndefined();
  });

  it.each([
    ["http://10.1.2.3:8080", "10.1.2.3", true],
    ["http://10.1.2.3:8080", "10.1.2.3:8080", true],
    ["http://10.1.2.3:8080", "10.1.2.3:8081", false],
    ["http://10.1.2.3", "10.1.2.3:80", true],
    ["https://10.1.2.3", "10.1.2.3:443", true],
    ["https://10.1.2.3", "10.1.2.3:80", false],
    ["http://10.1.2.3", "10.1.2.4", false],
    ["http://0x7f000001", "127.0.0.1", true],
    ["http://[::1]:3002", "[::1]:3002", true],
    ["http://[::1]:3002", "[::1]", true],
    ["http://localhost:3002", "LocalHost:3002", true],
    ["http://localhost:3002", "127.0.0.1:3002", false],
  ])("%s with %s allowed may be used: %s", (address, entry, expected) => {
    expect(mistakeOfErpAddress(address, [entry]) === undefined).toBe(expected);
  });
});

describe("a name that is connected to", () => {
  const erp = { host: "erp.contoso.com", port: 443 };

  it.each([
    ["outside", ["93.184.216.34", "2606:2800:220:1::1"], [], true],
    ["on loopback", ["127.0.0.1"], [], false],
    ["in a private network", ["10.1.2.3"], [], false],
    ["in a private network of IPv6", ["fd12::1"], [], false],
    ["outside, and inside as well", ["93.184.216.34", "192.168.1.1"], [], false],
    ["inside, where its name is allowed", ["10.1.2.3"], ["ERP.contoso.com"], true],
    ["inside, where its name is allowed at this port", ["10.1.2.3"], ["erp.contoso.com:443"], true],
    [
      "inside, where its name is allowed at another port",
      ["10.1.2.3"],
      ["erp.contoso.com:80"],
      false,
    ],
    ["inside, where the address is allowed", ["10.1.2.3"], ["10.1.2.3"], true],
    ["inside, where another name is allowed", ["10.1.2.3"], ["other.contoso.com"], false],
    ["to the metadata service, though its name is allowed", ["169.254.169.254"], [erp.host], false],
  ])("and leads %s", (_where, addresses, allowed, may) => {
    expect(mistakeOfResolved(erp, addresses, allowed) === undefined).toBe(may);
  });
});
