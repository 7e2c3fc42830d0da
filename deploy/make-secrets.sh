#!/bin/sh
# Makes the secrets of an installation, once; what is there already stays.
set -eu

folder=$(dirname "$0")/secrets
umask 077
mkdir -p "$folder"
for name in database_password cookie_secret; do
  file="$folder/$name"
  if [ -e "$file" ]; then
    echo "$file is there already."
  else
    od -An -N32 -tx1 /dev/urandom | tr -d ' \n' > "$file"
    echo "$file is made."
  fi
done
# A container's own user reads a file through its mount, which keeps the rights of the file alone.
chmod 0700 "$folder"
chmod 0444 "$folder"/*
