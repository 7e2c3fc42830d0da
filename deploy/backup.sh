#!/bin/sh
# A backup now and then every day at the same time, each read back whole; old ones go.
#   backup.sh          for ever      backup.sh once     one backup, its exit code
set -eu

folder=${BACK_COACH_BACKUPS:-/backups}
keep_days=${BACK_COACH_KEEP_BACKUPS_DAYS:-30}
every_s=${BACK_COACH_BACKUP_EVERY_S:-86400}
umask 077
mkdir -p "$folder/tmp"
export TMPDIR="$folder/tmp"

back_up() {
  file="$folder/back-coach-$(date -u +%Y-%m-%dT%H%M%SZ).zip"
  coach data backup "$file" && coach data check "$file" || return 1
  find "$folder" -maxdepth 1 -name 'back-coach-*.zip' -mtime "+$keep_days" -delete
}

if [ "${1:-}" = once ]; then
  back_up
  exit
fi

while :; do
  # One that fails leaves the older ones alone; the next is tried in an hour.
  if back_up; then wait_s=$every_s; else wait_s=3600; fi
  coach data purge || true
  sleep "$wait_s" & wait $!
done
