#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# with_pg.sh CMD...: runs CMD with a PostgreSQL server of its own and passes its exit code on.
#
# The server lives in a temporary folder, listens on a socket in it and on nothing else, trusts
# whoever may enter that folder, and does not care for power failures.  CMD finds it through
# KADR_TEST_PG.  However this script ends, the server is stopped and the folder removed.
set -u
[ $# -gt 0 ] || { echo "usage: with_pg.sh CMD..." >&2; exit 2; }

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -x "$bin/initdb" ] || bin=$(dirname "$(command -v initdb || echo /none/initdb)")
[ -x "$bin/initdb" ] || { echo "with_pg.sh: no PostgreSQL server is installed" >&2; exit 1; }

dir=$(mktemp -d /tmp/kadr-pg.XXXXXX) || exit 1
command_pid=
as() { "$@"; }
if [ "$(id -u)" = 0 ]; then             # PostgreSQL refuses to run as root
    user=nobody
    id postgres >/dev/null 2>&1 && user=postgres
    chown "$user" "$dir"
    as() { runuser -u "$user" -- "$@"; }
fi

finish() {
    trap '' INT TERM HUP
    if [ -n "$command_pid" ]; then
        kill -TERM "$command_pid" 2>/dev/null && wait "$command_pid"
    fi
    if [ -f "$dir/data/postmaster.pid" ]; then
        as "$bin/pg_ctl" -D "$dir/data" -m immediate -w stop >/dev/null 2>&1
    fi
    rm -rf "$dir"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

cd "$dir" || exit 1
{
    as "$bin/initdb" -D "$dir/data" -U kadr -A trust -E UTF8 --no-locale --no-sync &&
    as "$bin/pg_ctl" -D "$dir/data" -l "$dir/server.log" -w start -o "-k $dir -c listen_addresses='' \
        -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200 \
        -c shared_buffers=64MB -c autovacuum=off"
} >"$dir/start.log" 2>&1 || { cat "$dir/start.log" "$dir/server.log" >&2 2>/dev/null; exit 1; }
cd "$OLDPWD" || exit 1

export KADR_TEST_PG="postgresql://kadr@/postgres?host=$dir"
"$@" <&0 &
command_pid=$!
wait "$command_pid"
code=$?
command_pid=
exit "$code"
