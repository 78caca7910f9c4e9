#!/usr/bin/env bash
# A one-node Ceph RADOS Gateway (S3) for the tests, from Debian's packages, on loopback, without root or systemd:
#   apt-get install --no-install-recommends radosgw ceph-mon ceph-osd ceph-common curl
#   eval "$(scripts/ceph-rgw.sh start)"    starts it and sets what the tests look for
#   scripts/ceph-rgw.sh stop               stops the three daemons and deletes their data
set -euo pipefail

dir=${RGW_DIR:-${TMPDIR:-/tmp}/dawg-ceph-rgw}
port=${RGW_PORT:-7480}
mon_v2=${RGW_MON_V2_PORT:-43300}
mon_v1=${RGW_MON_V1_PORT:-43301}
access_key=dawg-test-access-key
secret_key=dawg-test-secret-key
conf=$dir/ceph.conf

write_conf() {
  cat > "$conf" <<CONF
[global]
fsid = $1
mon initial members = a
mon host = [v2:127.0.0.1:$mon_v2,v1:127.0.0.1:$mon_v1]
public addr = 127.0.0.1
cluster addr = 127.0.0.1
public network = 127.0.0.0/8
auth allow insecure global id reclaim = false
keyring = $dir/keyring
run dir = $dir/run
pid file = $dir/run/\$name.pid
admin socket = $dir/run/\$name.asok
log file = $dir/log/\$name.log
crash dir = $dir/crash
log to stderr = false
err to stderr = false
mon cluster log file = $dir/log/cluster.log
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 8
osd pool default pgp num = 8
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
mon allow pool size one = true
mon max pg per osd = 2000
mon warn on pool no redundancy = false
mon data avail warn = 1
mon data avail crit = 1
[mon.a]
mon data = $dir/mon.a
[osd.0]
osd data = $dir/osd.0
osd objectstore = memstore
memstore device bytes = 4294967296
osd class load list = *
osd class default list = *
[client.rgw.a]
rgw data = $dir/rgw.a
rgw frontends = beast endpoint=127.0.0.1:$port
rgw enable ops log = false
rgw enable usage log = false
rgw dynamic resharding = false
rgw dns name = localhost
CONF
}

keyring() { ceph-authtool -c "$conf" "$dir/keyring" --gen-key "$@" > /dev/null; }

wait_for() { # description, command...
  local what=$1
  shift
  for _ in $(seq 1 600); do "$@" > /dev/null 2>&1 && return 0; sleep 0.1; done
  echo "$what did not come up" >&2
  tail -n 20 "$dir"/log/*.log >&2
  return 1
}

osd_is_up() { ceph -c "$conf" --connect-timeout 20 osd stat | grep -q '1 up'; }
gateway_answers() { curl -fsS -o /dev/null "http://127.0.0.1:$port/"; }

start() {
  [ ! -e "$dir" ] || { echo "$dir exists: $0 stop first" >&2; exit 1; }
  mkdir -p "$dir"/{run,log,crash,mon.a,osd.0,rgw.a}
  local fsid osd
  fsid=$(cat /proc/sys/kernel/random/uuid)
  osd=$(cat /proc/sys/kernel/random/uuid)
  write_conf "$fsid"
  keyring --create-keyring -n mon. --cap mon 'allow *'
  keyring -n client.admin --cap mon 'allow *' --cap osd 'allow *'
  keyring -n osd.0 --cap mon 'allow profile osd' --cap osd 'allow *'
  keyring -n client.rgw.a --cap mon 'allow rw' --cap osd 'allow rwx'
  monmaptool -c "$conf" --create --fsid "$fsid" --addv a "[v2:127.0.0.1:$mon_v2,v1:127.0.0.1:$mon_v1]" "$dir/monmap" > /dev/null
  ceph-mon -c "$conf" --mkfs -i a --monmap "$dir/monmap" --keyring "$dir/keyring"
  ceph-mon -c "$conf" -i a > /dev/null
  ceph -c "$conf" --connect-timeout 20 osd new "$osd" > /dev/null
  ceph-osd -c "$conf" -i 0 --mkfs --osd-uuid "$osd" > "$dir/log/osd-mkfs.log" 2>&1
  ceph-osd -c "$conf" -i 0 > /dev/null
  wait_for 'the OSD' osd_is_up # radosgw-admin makes pools, which need one
  radosgw-admin -c "$conf" user create --uid=dawg --display-name=dawg \
    --access-key="$access_key" --secret-key="$secret_key" > "$dir/log/user.json" 2> "$dir/log/user.log"
  radosgw -c "$conf" -n client.rgw.a > /dev/null
  wait_for 'the gateway' gateway_answers
  echo "export TEST_RGW_ENDPOINT=http://127.0.0.1:$port"
  echo "export TEST_RGW_ACCESS_KEY=$access_key TEST_RGW_SECRET_KEY=$secret_key"
}

stop() {
  local daemon file pid
  for daemon in client.rgw.a osd.0 mon.a; do
    file=$dir/run/$daemon.pid
    [ -s "$file" ] || continue
    pid=$(cat "$file")
    kill -TERM "$pid" 2> /dev/null || continue
    for _ in $(seq 1 150); do kill -0 "$pid" 2> /dev/null || break; sleep 0.1; done
    kill -KILL "$pid" 2> /dev/null || true
  done
  rm -rf "$dir"
}

case "${1:-}" in
  start) start ;;
  stop) stop ;;
  *) echo "usage: $0 start|stop" >&2; exit 2 ;;
esac
