#!/usr/bin/env bash
# Installs what is missing for `make run` and `make test` on Debian 12: PostgreSQL with
# PostGIS, GDAL, poppler, qpdf, Chromium and a Chinese font; pgRouting, which only tests and
# the bench compare with, and LibreOffice, with which tests open workbooks. As root, or by
# sudo; where all is there already it needs neither. With the word bench it installs what `make bench`
# measures beside, too: nginx, CBC and QGIS; with the word trust what the long trials load with: wrk.
set -euo pipefail

need=(postgresql-15 postgresql-15-postgis-3 postgresql-15-postgis-3-scripts postgresql-15-pgrouting gdal-bin poppler-utils qpdf chromium fonts-noto-cjk libreoffice-calc-nogui)
[[ ${1:-} == bench ]] && need+=(nginx-light coinor-cbc python3-qgis)
[[ ${1:-} == trust ]] && need+=(wrk)

for tool in go node npm; do
  command -v "$tool" >/dev/null || { echo "setup: $tool is missing: install Go 1.26 or newer and Node 20 or newer first" >&2; exit 1; }
done

missing=()
for package in "${need[@]}"; do
  dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
done
[[ ${#missing[@]} -eq 0 ]] && exit 0

as_root=()
if [[ $(id -u) -ne 0 ]]; then
  command -v sudo >/dev/null || { echo "setup: these packages are missing, and there is no sudo: ask an administrator to run: apt-get install ${missing[*]}" >&2; exit 1; }
  as_root=(sudo)
fi

echo "setup: installing ${missing[*]}"
install() { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >"$log" 2>&1 || { tail -n 20 "$log" >&2; exit 1; }; }
log=$(mktemp)
trap 'rm -f "$log"' EXIT
"${as_root[@]}" apt-get update -q >"$log" 2>&1 || { tail -n 20 "$log" >&2; exit 1; }

# Xiantu starts a private PostgreSQL of its own: the system need not start one too.
if [[ " ${missing[*]} " == *" postgresql-15 "* && ! -e /etc/postgresql-common/createcluster.conf ]]; then
  install postgresql-common
  "${as_root[@]}" mkdir -p /etc/postgresql-common/createcluster.d
  echo 'create_main_cluster = false' | "${as_root[@]}" tee /etc/postgresql-common/createcluster.d/xiantu.conf >/dev/null
fi
# Nor is nginx to serve anything: the bench starts one of its own.
if [[ " ${missing[*]} " == *" nginx-light "* && ! -e /usr/sbin/policy-rc.d && -d /run/systemd/system ]]; then
  "${as_root[@]}" systemctl mask --now nginx.service >/dev/null 2>&1 || true
fi
install "${missing[@]}"
