# Sourced before the lines of docs/self-hosting.md: what runs a line and shows it, what stands in for
# the world outside, and faults that `webcrt-server check` has to see. ${AUTHORITY} is put in before.
set -u
failed() { echo "FAILED: $1"; exit 1; }
step() {
  printf '\n[%s] $ %s\n' "$2" "$1"
  # In this shell: what is exported, and where one is, holds for the lines behind it.
  eval "$1" >/tmp/step 2>&1 || { tail -n 40 /tmp/step; failed "$1"; }
  case $1 in
    # They say much, and it is of interest when they fail.
    apt-get*|npm*|certbot*) tail -n 2 /tmp/step ;;
    *) head -n 40 /tmp/step ;;
  esac
}
# What every Debian has, and a bare one has not: systemd itself, for its tool that reads units.
apt-get -qq update && apt-get -qq install --yes --no-install-recommends systemd >/dev/null 2>&1 || failed 'apt-get'
authority_starts() {
  caddy run --config /srv/authority/Caddyfile >/srv/authority/log 2>&1 &
  for _ in $(seq 200); do
    [ -s /srv/authority/pki/authorities/local/root.crt ] && break
    sleep 0.1
  done
  cat /srv/authority/pki/authorities/local/root.crt >> /etc/ssl/certs/ca-certificates.crt
}
caddy_trusts() {
  { printf '{\n  acme_ca https://${AUTHORITY}/acme/local/directory\n  acme_ca_root /etc/caddy/root.crt\n}\n'; cat /etc/caddy/Caddyfile; } > /tmp/Caddyfile
  install -m 644 /srv/authority/pki/authorities/local/root.crt /etc/caddy/root.crt
  cat /tmp/Caddyfile > /etc/caddy/Caddyfile
}
certbot_trusts() { echo 'server = https://${AUTHORITY}/acme/local/directory' >> /etc/letsencrypt/cli.ini; }
verify_units() { systemd-analyze verify /etc/systemd/system/webcrt-*.service /etc/systemd/system/webcrt-*.timer; }
looks() { setpriv --reuid=webcrt --regid=webcrt --init-groups webcrt-server check $(sed -n 's/^WEBCRT_OPTIONS=//p' /etc/webcrt/server.env); }
# Certificates are there some time after Caddy is.
looks_until_sure() {
  for _ in $(seq 20); do
    looks > /tmp/looks && return 0
    grep -q '^WRONG  *\(certificate\|address\)' /tmp/looks || return 1
    sleep 2
  done
  return 1
}
check_is_right_but_for() {
  looks_until_sure
  cat /tmp/looks
  ! grep '^WRONG' /tmp/looks | grep -v "^WRONG $1"
}
# fault NAME WHAT-IS-SAID-OF-IT DO UNDO
fault() {
  eval "$3" || failed "$1"
  looks > /tmp/looks && failed "nobody sees this: $1"
  grep "^WRONG .*$2" /tmp/looks || { cat /tmp/looks; failed "$1"; }
  eval "$4" || failed "$1"
}
site() { sed "$1" /tmp/site > /etc/nginx/conf.d/webcrt.conf && systemctl restart nginx; }
faults_are_seen() {
  echo; echo 'Faults, made on purpose:'
  cp /etc/nginx/conf.d/webcrt.conf /tmp/site
  fault 'no Upgrade' 'lets no websocket through' 'site /Upgrade/d' true
  fault 'another Host' 'is asked for 127.0.0.1:8080' 'site /http_host/d' true
  fault 'no X-Forwarded-For' 'limits hold for nobody who lies' 'site /X-Forwarded-For/d' true
  fault 'no X-Forwarded-Proto' 'does not know that people come over https' 'site /X-Forwarded-Proto/d' true
  fault 'a path that is not taken away' 'is not this server' 'site "s#8080/;#8080;#"' true
  fault 'no proxy' 'Nobody listens at calls.example.org' 'systemctl stop nginx' 'site ""'
  fault 'no relay' 'Nobody listens at turn:' 'systemctl stop coturn' true
  fault 'a relay with another secret' 'does not know the secret' \
    'sed -i.right s/static-auth-secret=./\&x/ /etc/turnserver.conf && systemctl start coturn' \
    'cat /etc/turnserver.conf.right > /etc/turnserver.conf && systemctl restart coturn'
  fault 'a way into the network' 'carries packets to' \
    'sed -i /denied-peer-ip/d /etc/turnserver.conf && systemctl restart coturn' \
    'cat /etc/turnserver.conf.right > /etc/turnserver.conf && systemctl restart coturn'
  fault 'an open secret' 'Others may read or change' 'chmod 644 /etc/webcrt/turn-secret' 'chmod 640 /etc/webcrt/turn-secret'
  fault 'no server' 'does not reach the server' 'systemctl stop webcrt-server' 'systemctl start webcrt-server'
  for _ in $(seq 50); do looks > /tmp/looks && return 0; sleep 0.2; done
  cat /tmp/looks
  failed 'all is right again'
}
