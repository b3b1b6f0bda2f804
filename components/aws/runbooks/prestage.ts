/**
 * The Command document that looks at a machine before anything is changed: room on its disk, repositories that answer,
 * and packages fetched beforehand. What a system does not have is said to be not applicable, and is no failure.
 */

const linux = `
set -eu
for place in / /var; do
  free=$(df -Pm "$place" | awk 'NR == 2 { print $4 }')
  if [ "$free" -lt {{ freeMegabytes }} ]; then
    echo "$place has $free MB left, {{ freeMegabytes }} are needed" >&2; exit 1
  fi
done
if command -v dnf > /dev/null; then
  dnf -q makecache; fetch="dnf -y -q upgrade --downloadonly"
elif command -v yum > /dev/null; then
  yum -q makecache; fetch="yum -y -q update --downloadonly"
elif command -v zypper > /dev/null; then
  zypper --non-interactive refresh; fetch="zypper --non-interactive update --download-only"
elif command -v apt-get > /dev/null; then
  # apt-get ends well when a repository does not answer; only its words tell.
  said=$(apt-get -q update 2>&1)
  if echo "$said" | grep -qE '^(W|E): (Failed|Some index)'; then echo "$said" >&2; exit 1; fi
  fetch="apt-get -y -q --download-only upgrade"
else
  echo "no package manager is known here" >&2; exit 1
fi
if [ "{{ download }}" = yes ]; then $fetch; else echo "download: not asked for"; fi
`;

const macOs = `
set -eu
free=$(df -Pm / | awk 'NR == 2 { print $4 }')
if [ "$free" -lt {{ freeMegabytes }} ]; then
  echo "/ has $free MB left, {{ freeMegabytes }} are needed" >&2; exit 1
fi
softwareupdate --list
echo "download: not applicable, Patch Manager fetches what it installs"
`;

const windows = `
$ErrorActionPreference = 'Stop'
$free = [math]::Floor((Get-PSDrive -Name $env:SystemDrive.Substring(0, 1)).Free / 1MB)
if ($free -lt {{ freeMegabytes }}) { Write-Error "$free MB are left, {{ freeMegabytes }} are needed"; exit 1 }
$session = New-Object -ComObject Microsoft.Update.Session
$null = $session.CreateUpdateSearcher().Search('IsInstalled=0 and IsHidden=0')
Write-Output 'download: not applicable, Patch Manager fetches what it installs'
`;

/** Renders the document as JSON, schema 2.2. Its scripts fill in nothing that is not checked by a pattern. */
export function prestageDocument(): string {
  return JSON.stringify({
    schemaVersion: "2.2",
    description: "Looks at a machine before it is patched; changes nothing that is installed.",
    parameters: {
      download: {
        type: "String",
        description: "Whether packages are fetched where the system can.",
        allowedValues: ["yes", "no"],
        default: "no",
      },
      freeMegabytes: {
        type: "String",
        description: "Room that must be left on the system's disk.",
        allowedPattern: "^[0-9]{1,6}$",
        default: "1024",
      },
    },
    mainSteps: [
      step("linux", "aws:runShellScript", "Linux", linux),
      step("macOs", "aws:runShellScript", "MacOS", macOs),
      step("windows", "aws:runPowerShellScript", "Windows", windows),
    ],
  });
}

function step(name: string, action: string, platform: string, script: string): object {
  return {
    name,
    action,
    // A step for another platform is skipped.
    precondition: { StringEquals: ["platformType", platform] },
    inputs: { timeoutSeconds: "3600", runCommand: script.trim().split("\n") },
  };
}
