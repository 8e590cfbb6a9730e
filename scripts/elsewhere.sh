#!/bin/sh
# Runs `make test` of the last commit in a fresh Debian of another release, whose Python, Pango and Graphviz are others:
#     sudo sh scripts/elsewhere.sh sid      # or trixie, bookworm, …
# It takes debootstrap, some 2 GB and ten minutes or more. What it makes stays in a folder that it names at the end:
# remove it, or run this again to have new commits tried there.
set -eu
release=${1:?"Which release of Debian? For example: sid"}
here=$(cd "$(dirname "$0")/.." && pwd)
root=${TMPDIR:-/tmp}/studypress-$release

[ -d "$root/root" ] || debootstrap --variant=minbase --include=make,git,ca-certificates "$release" "$root"
for known in etc/resolv.conf etc/hosts etc/ssl/certs/ca-certificates.crt; do # how this machine gets to the network
    cp "/$known" "$root/$known"
done
[ -d "$root/studypress" ] || git clone --quiet --no-hardlinks "$here" "$root/studypress"
git -C "$root/studypress" fetch --quiet "$here" HEAD
git -C "$root/studypress" reset --quiet --hard FETCH_HEAD

# What is mounted there is so for this command alone.
unshare --mount sh -eu -c '
    mount -t proc proc "$0/proc"
    mount --rbind /dev "$0/dev"
    exec env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 chroot "$0" make -C /studypress test
' "$root"
echo "Passed in $release. All of it is in $root" >&2
