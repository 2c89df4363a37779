import { application, type SandboxTenant, type SandboxUser } from "../tenants.ts";
import type { WireResponse } from "../wire.ts";
import { shortName } from "./scopes.ts";

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

const style = `
  :root { color-scheme: light dark; --text: #1b1b1b; --soft: #5c5c5c; --card: #fff; --back: #eef2f7; --line: #d8dde4; --accent: #0f6cbd; --on-accent: #fff; }
  @media (prefers-color-scheme: dark) { :root { --text: #f3f3f3; --soft: #b4b4b4; --card: #1f1f1f; --back: #111; --line: #3a3a3a; --accent: #479ef5; --on-accent: #0a0a0a; } }
  * { box-sizing: border-box; }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--back); color: var(--text); font: 15px/1.45 "Segoe UI", system-ui, sans-serif; }
  main { width: min(440px, 100vw); padding: 36px 40px 28px; background: var(--card); box-shadow: 0 2px 8px rgb(0 0 0 / 18%); border-radius: 4px; }
  .brand { color: var(--soft); font-size: 13px; margin: 0 0 14px; }
  h1 { font-size: 22px; font-weight: 600; margin: 0 0 6px; }
  p { margin: 0 0 14px; }
  .soft, small { color: var(--soft); }
  form { margin: 0; }
  button { font: inherit; cursor: pointer; }
  .account { display: flex; gap: 12px; align-items: center; width: 100%; padding: 10px 8px; text-align: left; background: none; color: inherit; border: 0; border-top: 1px solid var(--line); }
  .account:hover, .account:focus-visible { background: var(--back); }
  .account span { display: grid; }
  .initials { flex: none; width: 40px; height: 40px; border-radius: 50%; display: grid; place-items: center; background: var(--accent); color: var(--on-accent); font-weight: 600; }
  .choices { display: flex; justify-content: flex-end; gap: 8px; margin-top: 20px; }
  .choices button { padding: 6px 20px; border: 1px solid var(--line); background: var(--card); color: inherit; border-radius: 2px; }
  .choices .primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
  ul { padding-left: 20px; margin: 0 0 14px; }
  code { overflow-wrap: anywhere; }
`;

function page(status: number, title: string, content: string): WireResponse {
  return {
    status,
    headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" },
    body: `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
<main><p class="brand">Sandbox sign-in, in place of Microsoft Entra ID</p>${content}</main>
</html>`,
  };
}

/** Hidden fields that carry the request through the pages: nothing is remembered in between. */
function hidden(fields: URLSearchParams): string {
  return [...fields]
    .map(
      ([name, value]) =>
        `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
    )
    .join("");
}

/** A button of a form that goes on with the request, `name=value` added. */
function choice(name: string, value: string, label: string, look: string): string {
  return `<button class="${look}" name="${name}" value="${escapeHtml(value)}">${label}</button>`;
}

function initials(user: SandboxUser): string {
  return escapeHtml(user.givenName.charAt(0) + user.surname.charAt(0));
}

/** Whom to sign in. The choice comes back as `sandbox_account`. */
export function accountPage(
  path: string,
  request: URLSearchParams,
  accounts: readonly SandboxUser[],
): WireResponse {
  const buttons = accounts.map((user) =>
    choice(
      "sandbox_account",
      user.id,
      `<b class="initials" aria-hidden="true">${initials(user)}</b><span>${escapeHtml(user.name)}<small>${escapeHtml(user.address)}</small></span>`,
      "account",
    ),
  );
  return page(
    200,
    "Sign in to your account",
    `<h1>Pick an account</h1><p class="soft">to continue to ${escapeHtml(application.displayName)}</p>
<form method="post" action="${escapeHtml(path)}">${hidden(request)}${buttons.join("")}</form>`,
  );
}

/** Asks for consent. The choice comes back as `sandbox_consent`: `accept`, `organization` or `decline`. */
export function consentPage(
  path: string,
  request: URLSearchParams,
  user: SandboxUser,
  names: readonly string[],
): WireResponse {
  const items = names.map((name) => `<li>${escapeHtml(shortName(name))}</li>`);
  return page(
    200,
    "Permissions requested",
    `<p class="soft">${escapeHtml(user.address)}</p><h1>Permissions requested</h1>
<p><b>${escapeHtml(application.displayName)}</b> would like to:</p><ul>${items.join("")}</ul>
<form method="post" action="${escapeHtml(path)}">${hidden(request)}<div class="choices">
${choice("sandbox_consent", "decline", "Cancel", "")}
${user.administrator ? choice("sandbox_consent", "organization", "Accept for the organization", "") : ""}
${choice("sandbox_consent", "accept", "Accept", "primary")}</div></form>`,
  );
}

/** Only an administrator may consent: the person can go back without. */
export function approvalPage(
  path: string,
  request: URLSearchParams,
  user: SandboxUser,
): WireResponse {
  return page(
    200,
    "Need admin approval",
    `<p class="soft">${escapeHtml(user.address)}</p><h1>Need admin approval</h1>
<p>${escapeHtml(application.displayName)} needs a permission that only an administrator of your organization can grant.</p>
<form method="post" action="${escapeHtml(path)}">${hidden(request)}<div class="choices">
${choice("sandbox_consent", "decline", "Return to the application", "primary")}</div></form>`,
  );
}

/** The second factor. The choice comes back as `sandbox_mfa=approve`. */
export function secondFactorPage(
  path: string,
  request: URLSearchParams,
  user: SandboxUser,
): WireResponse {
  return page(
    200,
    "Approve sign-in request",
    `<p class="soft">${escapeHtml(user.address)}</p><h1>Approve sign-in request</h1>
<p>Your organization asks for more than a password. In the sandbox a button stands for the phone.</p>
<form method="post" action="${escapeHtml(path)}">${hidden(request)}<div class="choices">
${choice("sandbox_mfa", "approve", "Approve", "primary")}</div></form>`,
  );
}

/** Asks an administrator to grant everything to everyone of the tenant. */
export function adminConsentPage(
  path: string,
  request: URLSearchParams,
  tenant: SandboxTenant,
  scopes: readonly string[],
): WireResponse {
  const names = scopes.map((name) => `<li>${escapeHtml(shortName(name))}</li>`).join("");
  return page(
    200,
    "Permissions requested for your organization",
    `<h1>Permissions requested</h1><p>Review for your organization, <b>${escapeHtml(tenant.name)}</b>.</p>
<p>For signed-in people:</p><ul>${names}</ul>
<form method="post" action="${escapeHtml(path)}">${hidden(request)}<div class="choices">
${choice("sandbox_consent", "decline", "Cancel", "")}
${choice("sandbox_consent", "accept", "Accept", "primary")}</div></form>`,
  );
}

/** Sends fields back by POST (`response_mode=form_post`). */
export function formPostPage(redirectUri: string, fields: URLSearchParams): WireResponse {
  return page(
    200,
    "Working…",
    `<form method="post" action="${escapeHtml(redirectUri)}">${hidden(fields)}<div class="choices"><button class="primary">Continue</button></div></form>
<script>document.forms[0].submit()</script>`,
  );
}

/** A failure that may not be sent to the redirect URI, since the URI itself is in doubt. */
export function failurePage(message: string): WireResponse {
  return page(
    400,
    "Sign in",
    `<h1>Sorry, but we’re having trouble signing you in.</h1><p><code>${escapeHtml(message)}</code></p>`,
  );
}

/** After a sign-out that names no page to go to. */
export function signedOutPage(): WireResponse {
  return page(200, "Signed out", "<h1>You signed out of your account</h1>");
}
