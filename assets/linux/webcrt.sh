#!/bin/sh
# Electron ends with a core dump where there is no display, before it has read what it is to do. Some
# of that needs none; whoever wants a window is told.
program=$(dirname "$(readlink -f "$0")")/../lib/webcrt/webcrt
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then exec "$program" "$@"; fi
for word; do
  case $word in
    ctl | tty | --version | --help | -h | --kiosk-install | --kiosk-remove)
      exec "$program" --ozone-platform=headless --disable-gpu "$@"
      ;;
  esac
done
echo 'webcrt: There is no display here. webcrt tty shows a WebCRT that runs, also over ssh; webcrt-server serves people without a window.' >&2
exit 1
