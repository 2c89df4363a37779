import { cloudOf } from "../../server/installation/clouds.ts";

it.each([
  ["https://login.microsoftonline.com", "https://entra.microsoft.com/", "AzureCloud"],
  ["https://login.microsoftonline.us", "https://portal.azure.us/", "AzureUSGovernment"],
  ["https://login.partner.microsoftonline.cn", "https://portal.azure.cn/", "AzureChinaCloud"],
  ["https://localhost:3003", "https://entra.microsoft.com/", "AzureCloud"],
])("whoever signs in at %s registers at %s", (authority, pages, azureName) => {
  const cloud = cloudOf(authority);
  expect(cloud.azureName).toBe(azureName);
  expect(cloud.pages.startsWith(pages)).toBe(true);
});
