#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# user_command_test.sh KADR: accounts at the console.
kadr=$(realpath "$1")
. "$(dirname "$0")/tap.sh"
cd "$scratch" || exit 1
for name in $(env | sed -n 's/^\(KADR_[A-Z_]*\)=.*/\1/p'); do
    unset "$name"
done

given() { # PASSWORD COMMAND...: the password on standard input
    password=$1
    shift
    printf '%s\n' "$password" | "$kadr" "$@" >"$scratch/said" 2>&1
}
refused() { # CODE WORDS PASSWORD COMMAND...
    code=$1 words=$2
    shift 2
    given "$@"
    [ $? -eq "$code" ] && grep -qF -e "$words" "$scratch/said"
}
lists() { "$kadr" user list --json >"$scratch/said" 2>&1 && grep -qF -e "$1" "$scratch/said"; }
never_printed() { ! grep -rqF -e 'a right long one' "$scratch/said"; }
silent() { given "$@" && [ ! -s "$scratch/said" ]; }
journaled() { "$kadr" journal export >"$scratch/said" && grep -qF -e "$1" "$scratch/said"; }
not_journaled() { "$kadr" journal export >"$scratch/said" && ! grep -qF -e "$1" "$scratch/said"; }

quiet "$kadr" init

it 'an administrator is made with a password from standard input' silent 'a right long one' user add boss --administrator
it 'and is listed' lists '"login":"boss","surname":"","name":"","administrator":true,"disabled":false'
it 'without his password' never_printed
it 'a login is taken once' refused 5 'this login is taken' 'a right long one' user add boss --administrator
it 'a short password is refused' refused 2 'at least 10 characters' short user add second --administrator
it 'the end of the input is no password' refused 2 'at least 10 characters' '' user add second --administrator
it 'a password is not the login' refused 2 'a password is not the login' second.boss user add second.boss --administrator
it 'an odd login is refused' refused 2 'small Latin letters' 'a right long one' user add 'Boss Man' --administrator
it 'whoever is no administrator is somebody' refused 2 'name its owner by the FIN' 'a right long one' user add clerk
it 'and somebody known' refused 2 'nobody has this FIN' 'a right long one' user add clerk --fin=AAA0001
it 'a password is never an argument' refused 2 'usage: kadr user add' '' user add clerk 'a right long one'
it 'a password is changed' silent 'another long one' user password boss
it 'of an account there is' refused 4 'no such account' 'another long one' user password nobody
it 'an account is closed' silent '' user disable boss
it 'and listed so' lists '"disabled":true'
it 'once' refused 5 'closed already' '' user disable boss
it 'and opened' silent '' user enable boss
it 'without a task the usage is shown' refused 2 'usage: kadr user add' '' user
it 'what was done is in the journal' journaled '"verb":"user.disable"'
it 'and no password is' not_journaled 'long one'
tap_end
