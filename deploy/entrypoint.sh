#!/bin/sh
# Secrets come as files (NAME_FILE); the program reads NAME. A password that is not part of an
# address yet is put into it: %PASSWORD% in BACK_COACH_DATABASE_URL.
set -eu

read_secret() {
  eval "file=\${$1_FILE:-}"
  [ -n "$file" ] || return 0
  if [ ! -r "$file" ]; then
    echo "The file $file for $1 can't be read: see docs/running.md." >&2
    exit 2
  fi
  value=$(cat "$file")
  export "$1=$value"
  unset "$1_FILE"
}

for name in BACK_COACH_DATABASE_URL BACK_COACH_DATABASE_PASSWORD BACK_COACH_ENCRYPTION_KEY \
  STREAMLIT_SERVER_COOKIE_SECRET; do
  read_secret "$name"
done

case "${BACK_COACH_DATABASE_URL:-}" in
  *%PASSWORD%*)
    before=${BACK_COACH_DATABASE_URL%%"%PASSWORD%"*}
    after=${BACK_COACH_DATABASE_URL#*"%PASSWORD%"}
    export BACK_COACH_DATABASE_URL="$before${BACK_COACH_DATABASE_PASSWORD:-}$after"
    ;;
esac
unset BACK_COACH_DATABASE_PASSWORD

exec "$@"
