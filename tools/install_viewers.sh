#!/bin/sh
# Chromium, CJK fonts and LibreOffice let the tests look at pages and recalculate workbooks, MariaDB and PostgreSQL let them
# ask a real database. They are installed where they are missing and may be; where they cannot be, those tests skip and say so.
set -u
wanted=""
command -v chromium >/dev/null 2>&1 || wanted="$wanted chromium"
fc-list 2>/dev/null | grep -qi "cjk" || wanted="$wanted fonts-noto-cjk fontconfig"
command -v soffice >/dev/null 2>&1 || wanted="$wanted libreoffice-calc"
PATH="$PATH:/usr/sbin:/usr/local/sbin"
command -v mariadbd >/dev/null 2>&1 || wanted="$wanted mariadb-server"
command -v initdb >/dev/null 2>&1 || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || wanted="$wanted postgresql"
[ -z "$wanted" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "installing:$wanted"
  export DEBIAN_FRONTEND=noninteractive
  { apt-get update -qq && apt-get install -y -qq --no-install-recommends $wanted; } >/dev/null 2>&1 || echo "could not install:$wanted (the tests that need them skip)"
else
  echo "not installed:$wanted (the tests that need them skip)"
fi
exit 0
