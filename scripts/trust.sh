#!/usr/bin/env bash
# The long trials of `make trust`, one after the other; arguments choose some of them by
# name. Prints the figures that docs/trust.md shows, and all that went wrong.
set -euo pipefail
cd "$(dirname "$0")/.."

# name, package, tests, and the variables that make them long
trials='
kills        ./cmd/xiantu  TestKilledDuring.*                XIANTU_KILLS=200
mutants      ./trust       TestMutants                       XIANTU_MUTANTS=10000
injections   ./trust       TestInjections                    XIANTU_INJECTIONS=all
'

failed=0
while read -r name package tests settings; do
  [[ -z $name || ( $# -gt 0 && " $* " != *" $name "* ) ]] && continue
  echo "== $name"
  # shellcheck disable=SC2086 # settings are several words
  env $settings go test "$package" -run "^($tests)$" -count=1 -timeout=4h -v 2>&1 |
    grep -E 'figure:|cut off|^\s*--- |^(ok|FAIL|panic)|_test.go:' || failed=1
  [[ ${PIPESTATUS[0]} -eq 0 ]] || failed=1
done <<<"$trials"
exit $failed
