import { mistakeOfErpAddress } from "../../server/config-erp-hosts.ts";

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
