/**
 * register.sh: the registration made by the Azure command line. Begun again it goes on with what it made
 * before. Of its documented commands it takes `az rest` (Microsoft Graph as it is), `az ad sp create`,
 * `az ad app permission add` and, for a certificate, `az ad app credential reset`.
 */

/** What a whole registration holds; an application that is there already is given what it lacks. */
interface WantedRegistration {
  readonly displayName: string;
  readonly redirectUris: readonly string[];
  readonly scopes: readonly Entry[];
  readonly appRoles: readonly Entry[];
  /** The resource that `permissions` are of, by its application id. */
  readonly resource: string;
  /** Ids of delegated permissions, by their names. */
  readonly permissions: Readonly<Record<string, string>>;
}

/** Recognised by its value, since by hand it was made with another id. */
interface Entry {
  readonly value: string;
}

/** The certificate that is made for a registration: two years, as long as Entra lets a secret last. */
export const certificateCommand =
  'openssl req -x509 -newkey rsa:2048 -nodes -days 730 -subj "/CN=Sync to ERP" -keyout sync.key -out sync.crt';

/** For a shell with the Azure command line, beside `registration.json`. */
export function registrationScript(
  graphUrl: string,
  portal: string,
  wanted: WantedRegistration,
): string {
  const entry = (what: string, json: Entry) =>
    `add "${what} ${json.value}" ${json.value} '${JSON.stringify(json)}'`;
  const missing = [
    "look spa.redirectUris",
    ...wanted.redirectUris.map((uri) => `add "redirect ${uri}" ${uri} '"${uri}"'`),
    "look identifierUris",
    `add "identifier" "api://$client" "\\"api://$client\\""`,
    `look api.oauth2PermissionScopes "[].value"`,
    ...wanted.scopes.map((scope) => entry("scope", scope)),
    `look appRoles "[].value"`,
    ...wanted.appRoles.map((role) => entry("role", role)),
    `look requiredResourceAccess "[].resourceAccess[].id"`,
    ...Object.entries(wanted.permissions).map(([name, id]) => `permit ${name} ${id}`),
  ];
  return `#!/bin/sh
# Registers ${wanted.displayName} in Entra ID. Needs the Azure command line, signed in (az login) as somebody who
# may register applications, and registration.json in this folder. Begun again it goes on with the
# application that it made for this server: what is there stays, what is missing is added.
#   --app-id ID    goes on with this application, whoever made it
#   --another      makes one beside others of the same name
#   --new-secret   makes a client secret also where one is there
#   --certificate  uploads sync.crt instead; makes it, with its key sync.key, where it is not there
set -e
graph='${graphUrl}/v1.0'
name='${wanted.displayName}'
portal='${portal}'

say() { printf '%s\\n' "$*" >&2; }
stop() { say "$*"; exit 3; }

client= another= new_secret= certificate=
while [ $# -gt 0 ]; do
  case $1 in
    --app-id) [ -n "$2" ] || stop "--app-id needs the application (client) id."; client=$2; shift ;;
    --another) another=yes ;;
    --new-secret) new_secret=yes ;;
    --certificate) certificate=yes ;;
    *) stop "There is no $1: --app-id ID, --another, --new-secret, --certificate." ;;
  esac
  shift
done

# Without the carriage returns of Windows; ends where the command line does.
get() { got=$(az rest --method GET "$@") || exit; printf '%s\\n' "$got" | tr -d '\\r'; }
field() { get --url "$graph/applications(appId='$client')" --query "$1" --output "$2"; }
change() { az rest --method PATCH --url "$graph/applications(appId='$client')" --body "$1" --output none; }
# Is $2 a line of $1?
has() { printf '%s\\n' "$1" | grep -Fxq -- "$2"; }

added=
# Looks at the list $1 of the application, whose entries are known by $2.
look() { path=$1 list= known=$(field "$1$2" tsv); }
# $1: what people call it. $2: what it is known by. $3: the entry as JSON.
add() {
  if has "$known" "$2"; then return; fi
  [ -n "$list" ] || list=$(field "$path" json)
  case $list in
    '' | null | '[]') list="[$3]" ;;
    *) list="\${list%]}, $3]" ;;
  esac
  case $path in
    *.*) change "{\\"\${path%.*}\\": {\\"\${path#*.}\\": $list}}" ;;
    *) change "{\\"$path\\": $list}" ;;
  esac
  say "Added: $1"
  added=yes
}
permit() {
  if has "$known" "$2"; then return; fi
  az ad app permission add --id "$client" --api ${wanted.resource} --api-permissions "$2=Scope" --output none
  say "Added: permission $1"
  added=yes
}

if [ -z "$client$another" ]; then
  found=$(get --url "$graph/applications" --url-parameters "\\$filter=displayName eq '$name'" --query "value[].appId" --output tsv)
  ours= others=
  for client in $found; do
    known=$(field spa.redirectUris tsv)
    if has "$known" "$portal"; then ours="$ours $client"; else others="$others $client"; fi
  done
  client=\${ours# }
  case $client in
    *' '*) stop "Several applications are registered for $portal: $client. Choose the one that the server uses: --app-id ID. Nothing was changed." ;;
    '') [ -z "$others" ] || stop "Applications of the name $name are there, for another server or somebody else's:$others. Go on with one of them: --app-id ID. Make one of its own for this server: --another. Nothing was changed." ;;
  esac
fi

if [ -z "$client" ]; then
  client=$(az rest --method POST --url "$graph/applications" --body @registration.json --query appId --output tsv | tr -d '\\r')
  [ -n "$client" ] || exit 1
  say "Registered as $client. If this stops before its end: sh register.sh --app-id $client"
  # The identifier holds the client id, which there was not before.
  change "{\\"identifierUris\\": [\\"api://$client\\"]}"
else
  title=$(field displayName tsv)
  say "Going on with $title, $client."
  ${missing.join("\n  ")}
  audience=$(field signInAudience tsv)
  if [ "$audience" = AzureADMyOrg ] && grep -q AzureADMultipleOrgs registration.json; then
    change '{"signInAudience": "AzureADMultipleOrgs"}'
    say "Added: people of several companies"
    added=yes
  fi
  version=$(field api.requestedAccessTokenVersion tsv)
  if [ "$version" != 2 ]; then
    change '{"api": {"requestedAccessTokenVersion": 2}}'
    say "Added: tokens of version 2"
    added=yes
  fi
fi
principal=$(get --url "$graph/servicePrincipals" --url-parameters "\\$filter=appId eq '$client'" --query "value[].id" --output tsv)
if [ -z "$principal" ]; then
  az ad sp create --id "$client" --output none
  say "Added: enterprise application"
  added=yes
fi
[ -n "$added" ] || say "Nothing was missing in it."

tenant=$(az account show --query tenantId --output tsv)
printf '%s\\n' "Application (client) id (ENTRA_CLIENT_ID): $client"
printf '%s\\n' "Directory (tenant) id: $tenant"

if [ -n "$certificate" ]; then
  if [ ! -f sync.crt ]; then
    (umask 077 && ${certificateCommand})
  fi
  print=$(openssl x509 -in sync.crt -noout -sha1 -fingerprint | sed 's/.*=//; s/://g')
  ends=$(openssl x509 -in sync.crt -noout -enddate | sed 's/.*=//')
  known=$(field "keyCredentials[].displayName" tsv)
  if has "$known" "$name $print"; then
    say "This certificate is uploaded already."
  else
    az ad app credential reset --id "$client" --append --cert @sync.crt --display-name "$name $print" --output none
  fi
  printf '%s\\n' "Certificate (ENTRA_CERTIFICATE_FILE): sync.crt"
  printf '%s\\n' "Its private key (ENTRA_CERTIFICATE_KEY_FILE): sync.key"
  printf '%s\\n' "It ends on: $ends"
  exit
fi

# The last day on which one of those that are there can be used.
secrets=$(field "passwordCredentials[].endDateTime" tsv)
certificates=$(field "keyCredentials[].endDateTime" tsv)
last=$(printf '%s\\n' "$secrets" "$certificates" | sort | tail -n 1)
last=\${last%%T*}
today=$(date -u +%Y-%m-%d)
later=$(printf '%s\\n' "$last" "$today" | sort | tail -n 1)
if [ -z "$new_secret" ] && [ -n "$last" ] && [ "$later" = "$last" ]; then
  printf '%s\\n' "A secret or certificate is there, until: $last"
  say "Entra shows a secret once. Where it is lost, or ends soon: sh register.sh --app-id $client --new-secret"
  exit
fi
made=$(az rest --method POST --url "$graph/applications(appId='$client')/addPassword" --body "{\\"passwordCredential\\": {\\"displayName\\": \\"$name\\"}}" --query "[secretText, endDateTime]" --output tsv)
secret=$(printf '%s\\n' "$made" | tr -d '\\r' | sed -n 1p)
ends=$(printf '%s\\n' "$made" | tr -d '\\r' | sed -n 2p)
printf '%s\\n' "Client secret (ENTRA_CLIENT_SECRET): $secret"
printf '%s\\n' "It ends on (ENTRA_CLIENT_SECRET_EXPIRES): \${ends%%T*}"
say "Before that day: sh register.sh --app-id $client --new-secret, and enter the new one."
`;
}
