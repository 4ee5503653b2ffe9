#!/bin/sh
# Goes through the weeks of a plan as they were: for each week it imports what was
# known by its last day and commits it, then renders that week's review and
# commits it too.
#
#   sh weeks.sh PLAN PROFILE=FILE... < weeks.txt
#
# Run it in the workspace. Each line of weeks.txt is a week and its last day within
# the plan's period: "2018-W01 2018-01-07". Several sources are imported in the
# order in which they are given. SALESPLAN names the program where it is not on PATH.
set -eu

program=${SALESPLAN:-salesplan}
if [ $# -lt 2 ]; then
  echo "usage: sh weeks.sh PLAN PROFILE=FILE... < weeks.txt" >&2
  exit 2
fi
plan=$1
shift

while read -r week as_of; do
  case $week in '' | '#'*) continue ;; esac
  for source in "$@"; do
    profile=${source%%=*}
    file=${source#*=}
    # The program must not eat the list of weeks.
    "$program" import "$file" --profile "$profile" --plan "$plan" --as-of "$as_of" --commit </dev/null
  done
  "$program" review "$plan" --week "$week" --commit </dev/null
done
