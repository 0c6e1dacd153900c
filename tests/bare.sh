#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# bare.sh [BASE]: the proof that a fresh Debian 12 is enough.  As root: copies a clean clone of the last
# commit into a bare system, where ./run has to answer on /healthz, twice, and ./test has to pass.
#
# BASE is a folder with a bare system that is kept and used again; it is made when empty or absent.
# Without it everything is made in a scratch folder and removed.  A private certificate authority, apt
# settings and the npm registry of this machine are carried over; nothing else is.
# BARE_MIRROR names the Debian mirror, BARE_ONLY=run or =test does one half.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
base=${1:-}
port=18080

if [ "${BARE_INSIDE:-}" = "" ]; then
    [ "$(id -u)" -eq 0 ] || { echo "bare.sh needs root: it makes a system and enters it" >&2; exit 1; }
    command -v debootstrap >/dev/null || { echo "bare.sh needs the package debootstrap" >&2; exit 1; }
    scratch=$(mktemp -d "${TMPDIR:-/var/tmp}/bare.XXXXXX")
    trap 'rm -rf --one-file-system "$scratch"' EXIT
    base=${base:-$scratch/base}
    if [ ! -f "$base/etc/debian_version" ]; then
        debootstrap --variant=minbase bookworm "$base" ${BARE_MIRROR:+"$BARE_MIRROR"}
    fi
    cp -a --one-file-system "$base" "$scratch/root"
    git clone -q --no-hardlinks "$top" "$scratch/root/kadr"
    # Mounts and processes of the bare system end with it.
    BARE_INSIDE=$scratch/root unshare --mount --pid --fork --kill-child "$0"
    exit
fi

root=$BARE_INSIDE
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount -t tmpfs tmpfs "$root/dev/shm"
cp /etc/resolv.conf /etc/hosts "$root/etc/"
grep -ls '^Acquire' /etc/apt/apt.conf.d/* | xargs -r cp -t "$root/etc/apt/apt.conf.d/"
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"    # nothing starts by being installed
chmod +x "$root/usr/sbin/policy-rc.d"

settings=(HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8
    KADR_LISTEN=127.0.0.1:$port)
if ls /usr/local/share/ca-certificates/*.crt >/dev/null 2>&1; then
    mkdir -p "$root/usr/local/share/ca-certificates"
    cp /usr/local/share/ca-certificates/*.crt "$root/usr/local/share/ca-certificates/"
    cat /usr/local/share/ca-certificates/*.crt >"$root/etc/own-authorities.pem"
    settings+=(NODE_EXTRA_CA_CERTS=/etc/own-authorities.pem)
fi
if command -v npm >/dev/null; then
    settings+=("npm_config_registry=$(npm config get registry 2>/dev/null)")
fi
enter=(chroot "$root" env -i "${settings[@]}" sh -c 'cd /kadr && exec "$0"')

healthy() {
    exec 3<>"/dev/tcp/127.0.0.1/$port" || return 1
    printf 'GET /healthz HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nConnection: close\r\n\r\n' "$port" >&3
    head -n 1 <&3 | grep -q ' 200 '
} 2>/dev/null

# Starts ./run, waits until it answers, stops it as Ctrl+C does.
serves() {
    exec "${enter[@]}" ./run &
    local run=$! seconds=0
    until healthy; do
        kill -0 "$run" 2>/dev/null || { wait "$run" || true; echo "bare: ./run ended by itself"; return 1; }
        seconds=$((seconds + 2))
        [ "$seconds" -lt 1800 ] || { echo "bare: /healthz did not answer"; return 1; }
        sleep 2
    done
    echo "bare: /healthz answers"
    kill -TERM "$run"
    wait "$run" || { echo "bare: the server did not stop in order"; return 1; }
}

if [ "${BARE_ONLY:-run}" = run ]; then
    serves
    serves
fi
if [ "${BARE_ONLY:-test}" = test ]; then
    "${enter[@]}" ./test
fi
echo "bare: all is well"
