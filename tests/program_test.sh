#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# program_test.sh KADR GOLDEN-FOLDER: the console face of the program, in a folder of its own.
kadr=$(realpath "$1")
golden=$(realpath "$2")
sample=$(realpath "$(dirname "$0")/../packaging/kadr.conf.sample")
. "$(dirname "$0")/tap.sh"
cd "$scratch" || exit 1
for name in $(env | sed -n 's/^\(KADR_[A-Z_]*\)=.*/\1/p'); do
    unset "$name"
done

exits() { # CODE COMMAND...
    want=$1
    shift
    "$@" >"$scratch/said" 2>&1
    [ $? -eq "$want" ]
}
prints() { # WORDS COMMAND...
    words=$1
    shift
    "$@" >"$scratch/said" 2>&1 && grep -qF -e "$words" "$scratch/said"
}
same() { # FILE COMMAND...
    file=$1
    shift
    "$@" >"$scratch/now" 2>&1 && diff -u "$file" "$scratch/now" >"$scratch/said" 2>&1
}
all_keys() { sed 's/^#\([a-z_]* = \)/\1/' "$sample" >all.conf && quiet "$kadr" --config all.conf list; }
is_manual() { "$kadr" help --man | groff -man -ww -z >"$scratch/said" 2>&1 && [ ! -s "$scratch/said" ]; }

it 'the table of commands is the one that was reviewed' same "$golden/commands.txt" "$kadr" list commands
it 'the table of routes is the one that was reviewed' same "$golden/routes.txt" "$kadr" list routes
it 'without a command the help is shown' prints 'kadr serve' "$kadr"
it 'every command explains itself' prints 'kadr init [--demo]' "$kadr" help init
it 'the configuration is explained' prints 'KADR_KEY wins' "$kadr" help config
it 'help needs no readable configuration' prints 'KADR_KEY wins' env KADR_THREADS=x "$kadr" help config
it 'an unknown command is an error of usage' exits 2 "$kadr" nonsense
it 'an unknown topic is an error of usage' exits 2 "$kadr" help nonsense
if command -v groff >/dev/null 2>&1; then
    it 'the manual page is well formed' is_manual
fi

it 'a faulty variable is named' says 'KADR_THREADS: threads must be' env KADR_THREADS=0 "$kadr" list
it 'a missing configuration file has the code of NOT_FOUND' exits 4 "$kadr" --config none.conf list
it 'the sample is a configuration' quiet "$kadr" --config "$sample" list
it 'and still is with every key in force' all_keys

it 'a list that is not there is not found' exits 4 "$kadr" list nonsense
it 'the routes are listed for programs' prints '"path":"/sign-in","permission":"public"' "$kadr" list routes --json
it 'the clauses are listed' prints '5.12.11' "$kadr" list clauses
it 'the rules are listed' prints 'appeal.general' "$kadr" list rules
it 'a term is computed without a database' prints '2026' "$kadr" calc deadline appeal.general 2026-09-14
it 'a permission names its holders' prints 'administrator/all/design' "$kadr" list permissions

it 'what is not set up is not served' says 'run `kadr init` first' "$kadr" serve
it 'and no database is made by asking' exits 1 test -e kadr.db
it 'a database is set up' prints 'the database is set up' "$kadr" init
it 'again is harmless' prints 'was set up before' "$kadr" init
it 'a real database does not become a demo' exits 5 "$kadr" init --demo
it 'a clock is for demos only' says 'only a demo database has a clock' env KADR_CLOCK=2026-09-14 "$kadr" journal verify
it 'the journal of a new database is whole' prints '1 entries, whole' "$kadr" journal verify
it 'a witness of it is on the chain' quiet sh -c '"$0" journal verify "$("$0" journal witness)"' "$kadr"
it 'another is not' exits 5 "$kadr" journal verify "1:$(printf %064d 7)"
it 'what is no witness is invalid' exits 2 "$kadr" journal verify nonsense
it 'the journal is exported' prints '"verb":"database.created"' "$kadr" journal export
it 'an unknown job is not found' exits 4 "$kadr" jobs nonsense
tap_end
