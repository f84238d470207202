/**
 * BusyBox with its tools for accounts, which are Alpine's and which Debian's BusyBox lacks: built from Debian's source of it once,
 * and kept in the cache folder.
 */
import { createHash } from "node:crypto";
import { join } from "node:path";
import type { TestContext } from "vitest";
import { cacheFolder, debianRootFolder, makeOnce } from "./debian-root.ts";

/** For `describeWith`. */
export const busyboxAccountsTools = ["apt-get", "flock", "gcc", "make", "tar", "bzip2"];

const options =
  "BUSYBOX STATIC LONG_OPTS ADDUSER ADDGROUP DELUSER DELGROUP CHPASSWD FEATURE_SHADOWPASSWDS FEATURE_ADDUSER_TO_GROUP FEATURE_DEL_USER_FROM_GROUP FEATURE_CHECK_NAMES USE_BB_PWD_GRP USE_BB_SHADOW USE_BB_CRYPT USE_BB_CRYPT_SHA";

/** Where the root has its packages from. */
const make = `set -eu
folder=$1 sources=$2
[ ! -x "$folder/busybox" ] || exit 0
rm -rf "$folder"
mkdir -p "$folder/apt/lists/partial" "$folder/apt/cache/archives/partial"
cd "$folder"
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
sed -n "s|^deb \\(.* trixie main\\)$|deb-src [signed-by=$keyring] \\1|p" "$sources" >apt/sources.list
apt() {
  apt-get -qq -o Dir::Etc::SourceList="$PWD/apt/sources.list" -o Dir::Etc::SourceParts=/dev/null \\
    -o Dir::State::Lists="$PWD/apt/lists" -o Dir::Cache="$PWD/apt/cache" -o APT::Sandbox::User=root -o Acquire::Retries=3 "$@"
}
apt update
apt source --download-only busybox
tar --extract --bzip2 --strip-components=1 --file busybox_*.orig.tar.bz2
make allnoconfig
for option in ${options}; do sed -i "s/^# CONFIG_$option is not set/CONFIG_$option=y/" .config; done
sed -i 's/^CONFIG_LAST_ID=.*/CONFIG_LAST_ID=60000/; s/^CONFIG_FIRST_SYSTEM_ID=.*/CONFIG_FIRST_SYSTEM_ID=100/
  s/^CONFIG_LAST_SYSTEM_ID=.*/CONFIG_LAST_SYSTEM_ID=999/' .config
yes '' | make oldconfig
make --jobs=2 busybox`;

/** The path of the program. Skips the test where its source cannot be had. */
export async function busyboxAccounts(test: TestContext): Promise<string> {
  const sources = join(await debianRootFolder(test, "trixie"), "etc/apt/sources.list");
  const folder = join(cacheFolder, `busybox-${createHash("sha256").update(make).digest("hex").slice(0, 12)}`);
  await makeOnce(test, folder, make, [sources]);
  return join(folder, "busybox");
}
