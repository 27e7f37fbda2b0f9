# shellcheck shell=bash
# What the ready server says. Every line below the first can be pasted as it stands.
cat <<TEXT

HotMess serves on http://127.0.0.1:$port and is ready. Ctrl-C stops it. In another terminal:

  cd $PWD && source ${home}/env
  curl -s "\$HOTMESS_URL/health"
  psql "\$HOTMESS_DB" -c 'select count(*) from log.mt_events'

TEXT
