#!/usr/bin/env bash
# `make check`: each step says its name, every step runs, and the end says which of them failed.
set -uo pipefail
cd "$(dirname "$0")/.."
bin=.venv/bin
export DJANGO_SETTINGS_MODULE=tests.settings PYTHONPATH=.
failed=()

check() {
  local name=$1 began=$SECONDS
  shift
  local said
  if said=$("$@" 2>&1); then
    printf '%-12s fine (%d s)\n' "$name" "$((SECONDS - began))"
  else
    printf '%-12s FAILED (%d s)\n%s\n' "$name" "$((SECONDS - began))" "$said"
    failed+=("$name")
  fi
}

check format "$bin/ruff" format --check .
check lint "$bin/ruff" check .
check directions "$bin/lint-imports" --no-logo
check types "$bin/mypy"
check migrations "$bin/python" -m django makemigrations --check --dry-run
check templates "$bin/djlint" --lint --quiet src
check copies "$bin/python" -m tests.copies
check reference "$bin/upstander" docs_reference --check

if [ "${#failed[@]}" -gt 0 ]; then
  echo "make check: ${failed[*]} failed"
  exit 1
fi
echo "make check: all is well"
