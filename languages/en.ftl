# The program's words in English.
#
# A message is said by its name; the other catalogues have the same names. Counts are written
# with COUNT; sums, rates, chances and days arrive as they are to be read.

## Figures and days

number-group = ,
number-decimal = .
percent = { $n } %
chance-under = under { $n } %
chance-over = over { $n } %
chance-at-least = at least { $chance }
points = { $n } points
day = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
full-day = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }
and = { " and " }
and-more = { " " }and { COUNT($n) } more
deals = { $n ->
    [one] { COUNT($n) } deal
   *[other] { COUNT($n) } deals
}
leads = { $n ->
    [one] { COUNT($n) } lead
   *[other] { COUNT($n) } leads
}
entries = { $n ->
    [one] { COUNT($n) } { $one }
   *[other] { COUNT($n) } { $many }
}
about = about { $sum }
stated = { $sum } { $currency }
stated-included = { $sum } { $currency } with VAT
stated-excluded = { $sum } { $currency } without VAT
from-to = { $from } to { $to }
days-of-month = { $from } to { $to }
step = { $from } to { $to }
of = { $part } of { $whole }

## Who has agreed

target-nobody = A target, not yet a plan: team.toml names nobody who brings it.
target-not-plan = A target, not yet a plan: { COUNT($agreed) } of { COUNT($all) } { $agreed ->
    [one] has
   *[other] have
} agreed
not-written = { $names } { $n ->
    [one] has
   *[other] have
} not written
not-agreed = { $names } { $n ->
    [one] has
   *[other] have
} written and not agreed
have-declined = { $names } { $n ->
    [one] has
   *[other] have
} declined
agreed-otherwise = { $names } { $n ->
    [one] has
   *[other] have
} agreed to other figures
agreed-altered = { $names } { $n ->
    [one] has
   *[other] have
} agreed to something that was altered since
all-agreed = { $n ->
    [one] { COUNT($n) } person has
   *[other] { COUNT($n) } people have
} agreed to this plan.
covered = The commitments cover { $raw } of the quotas, by likelihood { $weighted }
covered-gap = nobody has said yet where { $gap } will come from
covered-without-source = { $sum } more has no source and is not counted.
# The count is given as well: other languages bend the word by it.
from-leads = { $deals } from { $n ->
    [one] { $leads }
   *[other] { $leads }
}
done = done
by-day = by { $day }
nothing = nothing
was-agreed = { $what }: { $before } when agreed, { $after } now
answer = answer
answer-on = on
countersigned = countersigned
state-agreed = agreed
state-declined = declined
state-stale = stale
state-damaged = damaged
state-missing = missing
state-not-written = not written
agree-again = { $name } is to agree again.

## Plan against fact

measure-profit = profit
measure-revenue = revenue
measure-signed = signed
measure-shipped = shipped
measure-paid = paid
measure-deals = deals
row-unplanned = not planned
row-on-plan = on plan
row-ahead = ahead by { $by }
row-behind = behind by { $by }
row-none-before-start = none was there before the period, { $plan } planned
row-before-start = { $fact } of the { $all } were there before the period, { $plan } planned
to-date-head = to date, { $day }
week-head = week, { $days }
plan = plan
fact = fact
against-plan = against plan
baseline = baseline
against-baseline = against the baseline
judge-missing = more successes than trials: entries are missing
judge-early = too early to judge: { COUNT($n) } still open
judge-too_few = too few to judge
judge-above = above plan
judge-below = below plan
judge-within_noise = within noise
none-yet = none yet
conversion-head = conversion of those who had time

## Will the goal be met

done-profit = { $sum } of profit
reached-money = { $fact } of { $goal } { $currency } { $done ->
    [profit] of profit
    [signed] signed
    [shipped] shipped
   *[paid] paid
}
reached-deals = { $fact } of { COUNT($n) } { $n ->
    [one] deal
   *[other] deals
} won
goal-reached = The goal is reached: { $reached }.
goal-missed = The goal was missed: { $reached }, { $missing } short.
goal-too-early = Too early to judge: { $reached }, and nothing is due by { $day }.
goal-on-pace = The goal is on pace: { $reached }.
goal-on-pace-of = The goal is on pace: { $reached }, where the plan asks for { $plan } by { $day }.
goal-behind = The goal is behind pace: { $reached }, where the plan asks for { $plan } by { $day }.
goal-at-risk = The goal is at risk: { $reached }, where the plan asks for { $plan } by { $day }. { $open ->
    [0] No deal is open
   *[other] Even if every open deal were won
}, { $missing } would be missing on { $end }, and for new leads it is too late.
in-hand = { $sum } is signed and does not count yet.
nothing-to-sell = Nothing more has to be sold.
no-deal-all = No deal is listed that is open: { $sum } is still to bring.
no-deal-in-time = No deal is listed that is expected to close by { $end }: { $sum } is still to bring.
open-deals = { $n ->
    [one] { COUNT($n) } open deal
   *[other] { COUNT($n) } open deals
}
open-in-time = { $deals } expected to close by { $end }
open-worth = { $deals } { $n ->
    [one] is
   *[other] are
} worth { $sum }
open-would-leave = { $deals } would leave { $sum }
open-at-average = ({ COUNT($n) } without an amount, at the average deal)
open-certain = { $n ->
    [1] counted as certain
   *[other] { $certain } counted as certain
}
certain-passed = { $deals } { $n ->
    [one] is past its close date; without it the chance
   *[other] are past their close dates; without them the chance
} would be { $chance }.
ahead = { $day } has not come yet: this is what would be if nothing more happened.
open-bring = by { $n ->
    [one] its chances it brings
   *[other] their chances they bring
} { $sum } of the { $missing } still to bring.
open-chance = Without any new deal the chance of the goal would be { $chance }.
open-range = With the open deals alone the period would end between { $low } and { $high } in 8 cases of 10, if no deal depends on another.
coverage = The open deals are { $times } times what is still to bring; with { $won } of { $decided } decided deals won, { $needed } times are needed.
coverage-short = The open deals are { $times } times what is still to bring: too few, since with { $won } of { $decided } decided deals won { $needed } times are needed.
concentration = Without { $deal }, the biggest, it would be { $chance }.
without-amount = { $n ->
    [one] { COUNT($n) } won deal has no amount and is in no sum.
   *[other] { COUNT($n) } won deals have no amount and are in no sum.
}
without-date = { $n ->
    [one] { COUNT($n) } entry into a stage has no date and is counted nowhere.
   *[other] { COUNT($n) } entries into stages have no date and are counted nowhere.
}
refuted-title = This way of selling does not work as planned:
refuted = { $segment }, { $step } is planned at { $plan } and was seen at { $seen } ({ $grounds }). Develop the way of selling, or plan with what it brings.
refuted-both = { $all }; { $now } in this period, the rest is the plan's evidence
refuted-evidence = { $all }; the plan's own evidence
lacks = The plan lacks:
more-below = and { COUNT($n) } more below
unfinished = The week is not over: figures stop on the evening of { $day }.

## What is to be done

still-to-do = Still to do
this-week = This week
coming = Next, { $days }:
coming-plan = { $sum } { $done ->
    [profit] of profit
    [signed] signed
    [shipped] shipped
   *[paid] paid
} by the plan
coming-deals = { $deals } by the plan
coming-to-reach = ({ $sum } to reach the goal)
plan-spread = The planned sum is spread over the working days; a planned deal comes whole, on its day, so that sum and deals may differ.
coming-last-day = after { $day } { $stage } no longer count for this period
coming-supply = { COUNT($n) } can be had until then
coming-next-period = { $need } for the next period
coming-then = { COUNT($n) } for the next one
work-hours = hours
coming-too-late = new { $stage } no longer count for this period
catch-up-money = { $sum } to bring, { $deals }
catch-up-deals = { $deals } to win
catch-up-open = of them { COUNT($n) } open
catch-up-last-day = the last day that counts is { $day }.
catch-up-covered = the open deals are expected to bring { $n ->
    [one] it
   *[other] them
}.
catch-up-beside = Beside what the open deals are expected to bring:
catch-up-takes = This takes
catch-up-late = { $need } (out of reach: the last day that counted was { $day })
catch-up-by = { $need } by { $day } ({ COUNT($n) } a week)
catch-up-gross = Were nothing open, it would take { $needs }.
catch-up-impossible = It cannot be caught up by leads:
catch-up-why = { COUNT($n) } are needed by { $day }, and { COUNT($supply) } can be had.

## Deals

talk-about = Talk about:
deal = deal
client = client
owner = owner
stage = stage
stage-name = { $title ->
   *[other] { $id }
}
amount = amount
chance = chance
close = close
why = why
next-step = next step
due = due
due-on = due { $day }
in-stage = in stage (usual)
days-usual = { COUNT($n) } ({ $usual })
slipped = { $n ->
    [one] put off once
   *[other] put off { COUNT($n) } times
}
most-left = the most it may bring among those left
note-average = has no amount of its own and is valued at its segment's average deal.
deals-basis-history = The deals are as they were recorded by { $day }; what is dated up to then counts whenever it was written down.
deals-basis-review = The deals are those of the review of { $week }.
deals-basis-later_files = Nothing was recorded of the deals by { $day }: what has no date is of a later day.
note-not-as-of = nobody had recorded it by that evening: it may be of a later day.
note-certain = the plan counts this segment as certain: it has no conversion that could fail.
open-deals-title = Open deals
open-deals-on = Open deals on { $day } · { $title }
in-order = { $deals } in order of priority
first-ones = the first { COUNT($n) }
more-deals = And { COUNT($n) } more: `salesplan deals` lists all.
no-deal-open = No deal is open.
velocity = At { $won } of { $decided } decided deals won, an average of { $average } and { COUNT($days) } days from first to last, the open deals bring { $sum } a week.

## Since the previous review

since = Since { $week }:
since-evening = Since { $day }:
nothing-happened = No deal came, changed or went.
kind-new = New
kind-reopened = Open again
kind-pulled_in = Pulled in
kind-moved_in = Taken over
kind-grown = Grown
kind-shrunk = Shrunk
kind-won = Won
kind-lost = Lost
kind-gone = Gone from the list
kind-slipped = Slipped out of the period
kind-moved_out = Handed over
kind-restated = Decided in weeks before, told now
kind-plan = Counted otherwise by the plan
kind-rate = Counted at other rates
kind-mapping = Read otherwise by the import
happened = { $kind }: { $sum }, { $deals }
happened-count = { $kind }: { $deals }
plan-changed = The plan: { $what } from { $before } to { $after }
organisation-changed = The organisation: { $what } from { $before } to { $after }
rule-changed = The rules: { $name } from { $before } to { $after }
changed-more = and { COUNT($n) } more changes: `salesplan diff` shows them

movement = Movement
movement-scope-in-time = Open deals expected to close by { $end }, from the evening of { $since } to that of { $until }.
movement-scope-all = All open deals, from the evening of { $since } to that of { $until }.
movement-basis-review = The start is the deals that the review of { $week } was made from.
movement-basis-history = No review was committed before: the start is what was recorded of the deals by then.
movement-basis-history-instead = What the review of { $week } was made from can no longer be read: the start is what was recorded of the deals by then.
movement-basis-dates-instead = What the review of { $week } was made from can no longer be read, and nothing was recorded: the start is what the dates of the deals say. What has no date is of a later day, and deals that are gone cannot be seen.
movement-end-review = The end is the deals that the review of the week itself was made from.
movement-end-later_files = The files are of a much later day and nothing was recorded by then: the end is what the dates of the deals say. What has no date is of a later day.
movement-end-history = The end is what was recorded of the deals by then, with what was dated up to it later.
movement-basis-dates = No review was committed before, and nothing was recorded: the start is what the dates of the deals say. What has no date is of a later day, and deals that are gone cannot be seen.
movement-head = what happened
movement-start = open on { $day }
movement-end = open on { $day }
movement-average = at the average deal
movement-which = which
movement-by-person = By person
movement-by-segment = By segment
movement-nobody = nobody
movement-paths = Changed more than once
path-amount = { $deal }: { $steps }
path-none = no amount
path-close-none = no date
path-step = { $value } on { $day }
path-close = { $deal }, close: { $steps }
restated-title = Told otherwise now
restated-about = Of weeks that were reviewed before; these are not this week's business.
restated-then = when reviewed
restated-now = now
measure-spend = spent on leads

## The review

conversions = Conversions
had-time = had time, passed
likely-between = likely between
expected-now = expected from now
way-of-selling = way of selling
all-of-period = all of this period
way-proven = proven
way-unproven = unproven
way-refuted = refuted
conversions-about = Counted are only those who have had the step's usual time to get further.
conversions-stock = Where a stage is counted by hand, those who were in it before the period began count as well.
conversions-ratio = The last column divides all entries of this period and is not judged.
conversions-mix = { $segment }, { $step }: the plan's mix of channels converts { $mix }; the channels that came are planned at { $plan }.
moved-since = The plan has changed since everybody agreed on { $day }. Against that baseline:
by-team = The team's plan
quota = quota
committed = committed
of-quota = of the quota
by-likelihood = by likelihood
from-current = current
from-repeat = repeat
from-new = new
gap = gap
all = all
rows-more = and { COUNT($n) } more
needs = What the plan needs
promised-head = this week the company promised
promised-head-by = this week the company ({ $owner }) promised
promised = promised
came = came
missing = missing
need-and-supply = Need and supply over the period
n-short = { COUNT($n) } short
need = need
there-is = there is
do = do
the-plan = The plan
notes = Notes:
check-says = What `salesplan check` says
severity-warning = warning
severity-error = error
place-of-finding = ({ $file }, line { $line })
n-errors = { $n ->
    [one] { COUNT($n) } error
   *[other] { COUNT($n) } errors
}
n-warnings = { $n ->
    [one] { COUNT($n) } warning
   *[other] { COUNT($n) } warnings
}
no-findings = no findings
check-shows = { $tally }; `salesplan check` shows them
plans-checked = { $n ->
    [one] { COUNT($n) } plan
   *[other] { COUNT($n) } plans
} checked: { $tally }.
help = help
findings-more = … and { COUNT($n) } more.
drawing = The plan as a drawing
made-by = Made by salesplan { $version } from { $commit ->
    [none] files outside a repository
   *[other] commit { $commit }
}, as of { $day }.

## The plan

amount-deals = { $deals }
amount-money = { $sum } { $currency }
amount-profit = { $sum } { $currency } of profit
goal-line = Goal: { $amount }, from { $from } to { $to }.
goal-line-money = Goal: { $amount }, { $basis }, VAT { $vat }, from { $from } to { $to }.
vat-excluded = excluded
vat-included = included
levels = Levels:
level = { $level } { $amount } (chance { $chance })
plan-chance-none = No chance of the plan can be computed: it names no conversions.
plan-chance-then = When it was planned, the goal had a chance of { $chance }: from the planned top of the funnels at the planned rates
plan-chance-now = The goal has a chance of { $chance }: from the planned top of the funnels at the planned rates
plan-chance-certain = with { $segments } counted as certain
plan-chance-lattice = (at least: computed with deals rounded down)
plan-chance-uncertain = With what the evidence leaves open of the rates it is { $chance }
plan-chance-uncertain-least = With what the evidence leaves open of the rates it is at least { $chance }
plan-chance-fixed = the rates without evidence taken as planned
profit-working = Profit: { $revenue } of sales − { $variable } that come with them − { $commission } of commission − { $leads } for leads
profit-fixed = { " " }− { $fixed } of fixed costs
tree-profit = { $goal } of profit and fixed costs: { $deals } of { $average }
tree-deals = { $deals } of { $average }
tree-count = { $n ->
    [one] deal
   *[other] deals
}
no-channel = no channel
chances-to-buy = { $n ->
    [one] { COUNT($n) } chance
   *[other] { COUNT($n) } chances
} to buy again ({ $rate })
tree-chance = Chance of { $deals ->
    [1] it
   *[other] at least { COUNT($deals) }
} from { $n ->
    [1] this one
   *[other] these { COUNT($n) }
}: { $chance }
tree-chance-purchase = Chance of { $deals ->
    [1] it
   *[other] at least { COUNT($deals) }
} from them: { $chance }
tree-leads-for = { COUNT($n) } give { $chance }
tree-certain = Counted as certain: nothing in the plan says how often it fails
drawing-deals = { $n } deals
drawing-profit = { $sum } { $currency } of profit, and fixed costs
grounded-none = No segment of the plan rests on facts alone.
grounded = { $share } of the plan rests on facts.
grounded-all = Every figure of the plan names the facts it rests on.
assumed = Assumed:
assumed-conversion = { $step } { $rate }
assumed-conversion-of = { $step } of { $channel } { $rate }
assumed-purchase = clients who buy again { $rate }
assumed-average = average deal { $sum }
assumed-deals = its deals
assumed-only = (only { $evidence })

## What the plan needs

need-leads = { $channel }: leads
need-leads-unassigned = leads that no channel brings
need-at-start = { $segment }: { $stage } due before the period, and what was open then
need-clients = { $segment }: purchases on average
need-hours = { $name }: hours
need-hours-all = hours of all
need-money = money for leads and channels
do-bring = bring { COUNT($n) } more { $channel } { $n ->
    [one] lead
   *[other] leads
}
do-by = by { $by }
do-short-from = (short from { $since } on)
do-cost = about { $cost } { $currency }
do-find = find a channel for { $leads }
do-find-from = from { $by } on
do-fill-late = missing on the first day: the deals they stand for come later
do-fill = { COUNT($n) } more { $stage } are due before the first day: bring them early, or plan for the later deals
do-win = win { COUNT($n) } more regular { $n ->
    [one] client
   *[other] clients
}, or plan fewer deals with them
do-hours = { $n } hours are missing
do-hours-first = first in { $since }
do-hours-how = free them, hire, or shift the work
do-budget = raise the budget by { $cost } { $currency }, or plan cheaper leads
do-develop = develop the way of selling
do-develop-leads = or plan with { $leads }
do-larger = sell larger deals, or plan with { $sum }
way-step = { $segment }: { $step }
way-path = { $segment }: the whole way
way-average = { $segment }: average deal
never = never
stated-for = stated for { $deals }
promised-leads = { $channel }: leads
promised-hours = selling hours
promised-money = money for leads

## One person's part

to-bring = To bring from { $from } to { $to }:
no-quota = There is no quota from { $from } to { $to }.
own-plan = { $name }'s plan
own-agreed = Agreed on { $day }
own-countersigned = countersigned on { $day }
own-declined = Declined on { $day }
own-stale = To be agreed again:
own-damaged = What was agreed has been altered since.
own-not-agreed = Written, and not agreed yet.
own-not-written = Not written yet: how and from where will it come?
line-from = from
line-counts = counts for
line-likely = likely
line-when = when
line-action = action
no-source = no source
line-won = { $sum }, won
hours = Hours

## The team

team-title = { $title }: the team's plan
team-wrong = What is wrong:
team-of = team { $team }
leads-needed-title = Leads that the commitments need
leads-needed = needed
leads-planned = planned
leads-supply = can come
leads-any = any channel
leads-too-few = { $n }: too few
not-stated = not stated
line-by-line = Line by line
agreement = Agreement

## The list of reviews, and what the period teaches

index-about = Reviews of the plan from { $from } to { $to }, the newest first.
index-week = week
index-verdict = the goal
index-reached = reached
index-asked = the plan asked
index-goal = of
index-chance = chance from open deals alone
verdict-reached = reached
verdict-missed = missed
verdict-on_pace = on pace
verdict-behind = behind pace
verdict-at_risk = at risk
lessons = Lessons
lesson-conversion = { $segment }, { $step }: planned { $plan }, seen in the period { $seen }{ $pooled }: { $way }.
lesson-pooled = ; with the evidence of the plan { $seen } ({ $grounds }), planned { $plan }
lesson-lost = { $segment }: { $deals } lost
lesson-lost-from = after { $stage }
lesson-weeks = What each review said, beside what came of it: { $fact } of { $goal }.

## Clients

clients-title = Clients
client-tier = tier
client-potential = could buy
client-open = open
client-won = bought
client-no-deal = no deal is open
client-named-alike = no deal by this name, and { $deal } is by one like it
client-small = less than half of what it could buy
client-no-step = no next step
client-overdue = next step overdue by { $n ->
    [one] { COUNT($n) } day
   *[other] { COUNT($n) } days
}
client-silent = silent for { $n ->
    [one] { COUNT($n) } day
   *[other] { COUNT($n) } days
}
not-known = not known: { $what }

## Promises

sheet-deals = Deals to talk about
sheet-decision = decision

company = the company
actions = Actions
actions-of = { $title }: actions on { $day }
no-actions = Nobody has promised anything yet.
action-what = what
action-about = about
action-who = who
action-days = days
decision = decided
action-open = open
action-overdue = overdue
action-done = done
action-dropped = dropped
action-kept = kept
action-broken = broken
deal-open = the deal is open
deal-won = the deal is won
deal-lost = the deal is lost
proposals = Worth promising:
proposals-about = Worth promising; `salesplan action add 1` takes the first on:
promised-last = Promised for this week:
promised-kept = { $kept ->
    [0] { COUNT($broken) } broken
   *[other] { COUNT($kept) } kept{ $broken ->
        [0] { "" }
       *[other] , { COUNT($broken) } broken
    }
}
decided = decided on { $added }: { $what } ({ $who }, by { $due }), { $state }
client-could-buy = could buy { $sum }
as-planned = certain
movement-quiet = Nothing moved: { $deals }
movement-quiet-sum = worth { $sum }
movement-quiet-average = { " " }and { $sum } at the average deal
lesson-promises = { $count ->
    [one] { COUNT($count) } promise
   *[other] { COUNT($count) } promises
}: { COUNT($kept) } kept, { COUNT($broken) } broken, { COUNT($dropped) } given up.
lesson-deals-kept = Deals about which a promise was kept: { COUNT($won) } won, { COUNT($lost) } lost, { COUNT($open) } not decided.
lesson-deals-broken = Deals about which a promise was broken: { COUNT($won) } won, { COUNT($lost) } lost, { COUNT($open) } not decided.
lesson-actions = Promises and decisions of the period
promised-not-recorded = nothing recorded of { $what }
not-recorded = not recorded
proposal-taken = taken on as { $id }
promised-came = { $promised } promised, { $came } came
propose-next-step = { $deal }: agree on a next step
propose-client-step = { $client }: agree on a next step
propose-overdue-step = { $deal }: do what is overdue: { $step }
propose-new-close = { $deal }: learn when it will close
propose-bring = { $segment }: { $n ->
    [one] { $count } { $one }
   *[other] { $count } { $stage }
}
propose-find = { $segment }: find where { $n ->
    [one] { $count } more { $one }
   *[other] { $count } more { $stage }
} can come from
propose-shift = { $segment }: { $n ->
    [one] { $count } lead
   *[other] { $count } leads
} by { $to } instead of { $from }
propose-develop = { $segment }: develop the way from { $from } to { $to }

## Experiments and ways of selling

experiments = Experiments
experiments-of = Experiments of { $title }, { $day }
no-experiments = None is running. `salesplan experiments new` begins one; `--all` lists those that ended.
experiments-details = Arms, case by case
days-of = { $n ->
    [one] { COUNT($n) } day
   *[other] { COUNT($n) } days
}
experiment-average-deal = average deal
experiment-cycle-days = days to the deal
experiment-cost-per-deal = cost of a deal
experiment-none = has no case yet
experiment-share = { $share } of { COUNT($cases) }
experiment-mean = { $mean } ({ COUNT($cases) })
experiment-best = { $arm } is the best with a chance of { $chance }
experiment-money = It brings about { $sum } more with the planned leads.
experiment-money-less = It brings about { $sum } less with the planned leads.
experiment-cost = The planned deals cost about { $sum } less.
experiment-cost-less = The planned deals cost about { $sum } more.
experiment-leads-more = For the same goal that is { $leads } more.
experiment-leads = For the same goal that is { $leads } less.
experiment-too-early = Too early to tell: each needs { COUNT($needed) }.
experiment-few = With so few only an effect of { $effect } or more would show.
experiment-too-few = So few would show nothing, however large.
experiment-unknown-spread = Too early to tell; nothing says yet how much one differs from the next.
experiment-never = At { $flow } a week they do not come until { $day }: test a bigger change or an earlier stage.
experiment-ahead = { $arm } is ahead of { $first }, and something else may explain it.
experiment-better = { $arm } is better than { $first }: adopt it.
experiment-first = { $first }, which is done now, is better: stop.
experiment-harm = { $arm } is likely worse by more than { $limit }: stop.
experiment-not-shown = All cases are there, and no difference worth having was shown: stop.
experiment-cannot-tell = This cannot be told: the arms ran at different times. Run them side by side.
experiment-stopped = Stopped on { $day }.
experiment-adopted = { $arm } was adopted on { $day }.
experiment-planned = It begins on { $day }.
experiment-arm = arm
experiment-cases = cases
experiment-young = too young
experiment-seen = seen
experiment-likely = likely between
experiment-is-best = is the best
experiment-loss = lost by choosing it
experiment-wager = wager
experiment-about = { $owner } answers for it. { $segment }, { $measure }; worth having from { $effect } on; from { $from } to { $by }.
experiment-table-about = A case counts { $days ->
    [0] as soon as it is there
    [one] { COUNT($days) } day after it began
   *[other] { COUNT($days) } days after it began
}, whatever came of it. The wager is won at its second figure; without a difference that happens to one in twenty.
experiment-traps = What else may make the difference:
experiment-in-several = { $n ->
    [one] { COUNT($n) } deal belongs
   *[other] { COUNT($n) } deals belong
} to several arms and { $n ->
    [one] counts
   *[other] count
} in none.
experiment-without-amount = { $n ->
    [one] { COUNT($n) } won deal has
   *[other] { COUNT($n) } won deals have
} no amount and { $n ->
    [one] says
   *[other] say
} nothing here.
experiment-effect = If { $arm } became the plan:
experiment-between = Likely from { $low } to { $high }.
experiment-design = Planned is { $planned }. To show the effect in four of five cases each arm needs { COUNT($needed) }; lately { $flow } come a week.
experiment-design-short = Planned is { $planned }. It is over with { COUNT($needed) } cases of each arm; lately { $flow } come a week.
experiment-ends = That takes { COUNT($weeks) } { $weeks ->
    [one] week
   *[other] weeks
}, until { $day }.
trap-seasons = The arms ran at different times: only { $shared } of their cases are of the same weeks.
trap-people = Different people ran them: only { $shared } are with the same ones.
trap-channels = They had other channels: only { $shared } came through the same ones.
trap-mix = All together they differ by { $together }, within channels by { $within }: the mix speaks, not the way of selling.
steps-of = The way of selling of { $title }, { $day }
steps-title = Way of selling
steps-details = Step by step
steps-work-first = Work first on { $step }: one point more brings about { $sum }.
steps-learn = Learn from { $best }: if all were as good, about { $sum } more.
steps-nobody = People and channels differ by no more than chance: a ranking of them would be one of luck, so test another way of selling.
steps-deals = { $n } deals
steps-unknown = Too few deals had time yet to tell people or channels apart.
no-steps = The plan has no step.
steps-step = step
steps-people = people
steps-channels = channels
steps-point = a point brings
spread-differ = they differ: { $best } { $rate }, all { $typical }
spread-unled = they differ, all { $typical }; who is best hangs on what is left open
spread-by-chance = differ by chance, all { $typical }
spread-too-few = too few to compare
spread-not-followed = counted by hand
steps-about = People and channels are compared over all deals that had time, those with ten at least. A difference is called one where chance would make it in fewer than one of a hundred plans.
steps-play = Version { $version } of the playbook does better than all together; if all worked by it, about { $sum } more. Whether it is the text that does it, an experiment tells.
playbooks-of = The playbooks of { $title }, { $day }
no-playbooks = There are none. `salesplan playbook set STEP FILE` writes the first.
playbook-version = version
playbook-from = since
playbook-people = who works by it
playbook-text = text
playbook-all = everybody
playbook-coming = nobody yet
playbook-past = nobody any more
playbook-of = Playbook of { $step }:
playbook-in-force = version { $version } since { $day }
playbook-none-in-force = no version has begun
playbook-shown = { $version }: { $passed } passed
playbooks-differ = They differ by more than chance: version { $best } { $rate }, all { $typical }.
playbooks-unled = They differ by more than chance, all { $typical }; which is the best hangs on the deals left open.
playbooks-by-chance = They differ by no more than chance, all { $typical }.
playbooks-too-few = Too few had time with two of them to tell.
steps-first = learn from the best; all as good bring about { $sum } more.

## Where leads come from

sources = Where leads come from
sources-of = Where the leads of { $title } come from, { $day }
sources-none = No lead names a channel, and no channel of the plan brings any.
sources-details = Channels and campaigns
sources-channel = channel
sources-campaign = campaign
no-campaign = no campaign
sources-plan = leads planned
sources-came = came
sources-qualified = qualified
sources-warm = warm
sources-days = days until then
sources-won = became deals
sources-cost-lead = a lead cost
sources-cost-deal = a deal cost
sources-revenue = a lead brought
sources-margin = left of it
sources-cycle = days to the deal
sources-large = large
of-cases = of { COUNT($n) }
sources-aim = Better aimed:
sources-warmth = Warmer:
sources-aim-short = better aimed:
sources-warmth-short = warmer:
sources-reasons = Why leads of { $name } were lost before they qualified:
sources-no-reason = no reason given
sources-worth = What a lead brings:
sources-worth-differ = they differ, { $best } brings most
sources-worth-by-chance = differ by chance
sources-worth-too-few = too few deals to compare
sources-likely = { $middle } ({ $low } to { $high })
marginal-head = What more spending would bring:
marginal-at = { $name }, at { $spent } a week:
marginal-elasticity = 1 % more of it brings { $percent } % more leads ({ $low } to { $high }).
marginal-lead = One lead more costs { $cost }
marginal-deal = one deal more { $cost }
marginal-back = Of every 100 more, sales leave { $back } ({ $low } to { $high }); that it pays has a chance of { $chance }.
marginal-hardly-varied = spending has hardly varied, so what more of it would bring cannot be told.
marginal-too-few = weeks and leads are too few to tell what more of it would bring.
marginal-trial = Vary it week by week by { $by } up and down for { $weeks } weeks
marginal-trial-or = , or by { $by } for { $weeks }
marginal-no-trial = At so few leads no trial of two years would tell.
shift-move = Of the leads still to come, let { $n ->
    [one] { COUNT($n) } come
   *[other] { COUNT($n) } come
} by { $to } instead of { $from }: that helps with a chance of { $helps }.
shift-chance = At the expected rates the chance of the goal goes from { $before } to { $after }.
shift-change = Over all that the rates may be it changes by { $middle }, in four of five cases between { $low } and { $high }.
shift-cheaper = It costs { $sum } less.
shift-dearer = It costs { $sum } more.
shift-same-cost = It costs no more.
shift-not-yet = No shift yet: { $n ->
    [one] { COUNT($n) } lead
   *[other] { COUNT($n) } leads
} by { $to } instead of { $from } would help with a chance of { $helps } only, as chance alone may make it look.
shift-kept = No shift yet: { $n ->
    [one] { COUNT($n) } lead
   *[other] { COUNT($n) } leads
} by { $to } instead of { $from } would help with a chance of { $helps }, but it is not ruled out that { $from } is the best, and its leads are needed to tell.
shift-trial = A trial teaches more: with { $cases } leads each a difference of { $points } shows, in { $weeks } weeks.
shift-no-trial = At this pace no trial would tell them apart before the last useful day.
shift-none = Of the leads still to come none had better come by another channel within the limits.
shift-knowing = To know beforehand how good each channel is would be worth { $worth } on average.
shift-to-come = leads to come
shift-room = could bring more
shift-one-more = one more costs
shift-rate = become deals
shift-best = is the best
shift-keeps = keeps
shift-keeps-why = { $name } keeps { $n } of its leads, since it may yet be the best: { $weeks } weeks until it can be told.
shift-begin = To begin the trial:
shift-about = Rates are believed, and drawn together as far as chance may explain how they differ. A channel brings no more than its limit, or where none is stated than at its best pace of four weeks; a shift costs no more than is planned and in the budget. A deal counts as an average one whatever the channel.
marginal-traps = This is told by weeks of more and of less spending. A season, leads that come late, and spending that follows demand look the same; only spending that was varied on purpose is free of them.
sources-by-stage = Qualified are leads that reached { $stage } within { $days } days.
sources-by-tag = Qualified are leads with the tag { $tag }; nothing says since when.
sources-about = Warm are those that reached { $warm } within { $days } days; a lead counts as a deal or none { $limit } days after it came. Shares are of all leads that had so much time, whenever they came; costs are of the days on which spending is recorded. A few leads make a channel uncertain, not bad.

## Charts

team-pages = A page for each team:
people-title = By person
channels-title = Leads by channel
to-date = to date

chart-goal = The way to the goal
chart-goal-about = { $fact } reached, where the plan asks for { $plan }; the goal is { $goal }
chart-goal-weeks = Week by week
chart-goal-line = goal
chart-goal-end = open deals alone
chart-goal-end-about = With the open deals alone it ends between { $low } and { $high } in 8 cases of 10
chart-funnel = Plan and fact of every stage to date
chart-leads = Leads by channel to date
chart-bar = { $what } { $fact } of { $plan }
chart-mermaid-fact-and-plan = Bars are the fact, the line is the plan.
chart-mermaid-levels = Each bar is what was open after that step.
chart-movement = Movement of the open deals
chart-movement-about = From { $start } to { $end }: { $steps }
chart-movement-start = start
chart-movement-end = end

## Reasons, as the bundled rule of priority writes them; see language/phrases.rs

reason-priority = priority
reason-large-usual = large: # (usual here: #)
reason-large = large: #
reason-biggest = biggest open deal: # % of the goal
reason-likely = likely: # %
reason-no-step = no next step
reason-step-overdue = next step overdue by # day|days
reason-close-passed = close date passed by # day|days
reason-closes-today = closes today
reason-closes-in = closes in # day|days
reason-pushed = pushed # time,|times, by # day|days in all
reason-in-stage = # day|days in its stage (usual: #)
reason-in-stage-planned = # day|days in its stage (planned to the deal: #)
reason-silent-usual = silent for # day|days (usual here: #)
reason-silent = silent for # day|days

## Findings, as they are written where they are found; see language/phrases.rs

finding-unexpected = @ is not read by anything
finding-qualifying-stage-unknown = no funnel leads to a stage `@`, by which leads are judged
finding-qualifying-tag-unused = no deal of `@` has the tag `@`, so none counts as qualified
finding-unused-funnel = no segment uses funnel `@`
finding-goal-exceeded = the segments bring @, @ more than the goal
finding-leads-without-channel = the channels of `@` bring # of # leads: # have no channel
finding-mix = the channels of `@` convert otherwise than its funnel: # leads instead of #
finding-quota-without-days = @ has a share of `@` and no working day in the period
finding-nobody-sells = nobody of the team brings a part of segment `@`
finding-shares-below = the shares of `@` come to # %, and nobody without a share takes the rest
finding-shares-exceed = the shares of `@` are more than the whole
finding-no-source = the line does not say where the money comes from
finding-no-action = the line does not say what is done for it
finding-action-overdue = `@` was due on @
finding-outside-period = `@` is not in the plan's period: the line counts nothing
finding-counted-twice = @ count on deal `@` without a split: @
finding-shares-of-deal = the shares of deal `@` come to # %
finding-deal-lost-on = deal `@` was lost on @: the line counts nothing
finding-deal-lost = deal `@` was lost: the line counts nothing
finding-deal-unknown = there is no deal `@`: the line counts nothing
finding-signed-before = deal `@` was signed on @, before the period: the line counts nothing
finding-above-the-deal = the line counts on @ of deal `@`, which has @
finding-leads-not-there = the commitments count on # leads of `@`, which can bring # in the period
finding-quotas-frozen = @ has no quota in `@`: what the others agreed to is the whole
finding-agreement-damaged = the agreement of `@` does not count: @
finding-baseline-damaged = nothing is held against the baseline: @
finding-person-unknown-counts = `@` is not in team.toml: the commitments count nothing
finding-person-unknown = `@` is not in team.toml
finding-channel-unknown = the plan has no channel `@`
finding-without-segment = deal `@` names no segment and is not counted
finding-deals-without-segment = # deal|deals without a segment count|counts nowhere
finding-dates-reversed = the dates of deal `@` run backwards: @ comes after @
finding-overlap-all = arms `@` and `@` of experiment `@` take the same deals
finding-overlap-more = arms `@` and `@` of experiment `@` both take @ and # more
finding-overlap = arms `@` and `@` of experiment `@` both take @
finding-by-hand = experiment `@` follows deals, but `@` of `@` is counted by hand
finding-no-tags = spending has no tags and no playbook, so the cost of arm `@` of `@` is not known
finding-no-spending = no fact of spending belongs to arm `@` of experiment `@`
finding-not-learnt = experiment `@` needs # cases of each arm, and at # a week # come until @
finding-playbook-begins-twice = versions `@` and `@` of a playbook begin on @ for the same people
help-give-another-day-or-people = give one of them another day, or other people
finding-too-many-arms = an experiment with # arms learns nothing of any
label-too-many-arms = too many arms
help-test-fewer-arms = test # at most, and the most promising first
finding-too-many-versions = # versions of playbooks are more than anybody works by
label-too-many-versions = too many versions
help-keep-fewer = keep # at most
finding-playbook-nobody = nobody works by version `@` of the playbook
label-this-version = this version
help-name-people-who-are-there = name people who are there on its first day, or remove it
finding-playbook-unknown-of-deal = deal `@` names version `@`, which the playbook of `@` does not have
finding-playbook-unknown-of-arm = arm `@` of experiment `@` names version `@`, which the playbook of `@` does not have
label-unknown-version = unknown version
help-write-the-playbook = write it: @
finding-playbook-no-text = `@` is no text of a playbook
help-name-a-text-of-the-folder = name a file in the plan's folder: @
finding-playbook-no-version = `@` is no name of a version
help-name-of-a-version = use letters, digits, `-`, `_` and `.`, 40 at most: @
label-not-usable = not usable
finding-playbook-two-texts = version `@` of a playbook has two texts
help-give-one-another-name = give one of them another name
finding-playbook-missing = there is no @ for version `@`
label-its-text-is-missing = its text is missing
help-bring-the-file-back = bring the file back, or remove the version
finding-playbook-changed = @ has changed since it became version `@`
label-another-text = another text than this digest says
help-bring-the-old-text-back = bring the old text back, and make the new one a version: @; where nothing of the way of selling changed, write its digest here
finding-experiment-arms = an experiment has two arms at least: what is done now, and something else
label-fewer-than-two = fewer than two
help-write-the-arms = write them: arms = @
finding-two-arms-have-the-id = two arms have the id `@`
finding-an-arm-does-not-say-which-deals = an arm does not say which deals belong to it
label-which-deals = which deals?
help-name-a-tag-or-days = name a tag, channel, person, playbook or days: @
finding-the-experiment-has-no-arm = the experiment has no arm `@`
label-unknown-arm = unknown arm
finding-is-no-effect-on = `@` is no effect on `@`
label-how-much-at-least = how much at least?
help-write-points = write points of a conversion: @
help-write-days-of-effect = write days: #
help-write-a-sum-of-the-plan = write a sum in the plan's currency: @
finding-stopped-or-adopted = an experiment is stopped or adopted, not both
finding-nothing-follows-the-last-stage = nothing follows `@`, the last stage of segment `@`
label-no-stage-to-begin-with = no stage to begin with
finding-experiment-ends-before-it-begins = experiment `@` ends before it begins
finding-an-arm-ends-before-it-begins = an arm ends before it begins
help-tell-arms-apart = what belongs to several arms counts in none: tell them apart by tag, channel, person or days
label-this-experiment = this experiment
help-count-it-from-the-deals = count it from the deals: @ in the segment; or measure another step
help-tell-the-arms-apart-without-tags = tell the arms apart by channel, person or days
help-enter-what-is-spent = enter what is spent: a fact with the measure `spend` and the arm's channel, person or days
help-test-a-bigger-change = test a bigger change, a step with more cases, or longer; or stop it
finding-won-without-date = deal `@` is won, but not when
finding-undated = no day says when deal `@` came as far as it is; it is not counted there
finding-fact-outside = @ is outside the plan's period and counts nowhere
finding-command-program = the command of `@` names no program
finding-command-time = a command cannot run for # seconds
finding-future-fact = @ has not come yet: today is @
finding-negative-count = the count @ is below 0
finding-stage-overtakes = # entered `@` of segment `@` by @, and only # entered `@`, with # open in it before
finding-exchange-rate = `@` is not a rate of exchange
finding-exchange-own = @ is the plan's own currency
finding-invalid-vat = `@` does not say how much of a sum is tax
finding-no-vat-rate-with = the sum is with tax, the goal without it, and nothing says how much it is
finding-no-vat-rate-without = the sum is without tax, the goal with it, and nothing says how much it is
finding-foreign-currency = the sum is in @, the plan in @, and the plan has no rate
finding-sum-too-large-in = `@` @ is too large in @
finding-won-not-counted = segment `@` counts entered facts and has none, but # of its deals are won
finding-won-differs = from @ to @ deals of @ were won, and @ are signed in the facts
finding-days-either = `@` of `@` is @ or @, and no cell of the file tells which
finding-plan-keeps-clients = the plan keeps its clients in @, and imports write clients.csv
finding-columns-differ = two columns are called `@` and say different things: # row,|rows, the first on line #
finding-looks-partial = # of # open deals are not in the file
finding-not-a-number-at-all = `@` is not a number
finding-no-usual-day = `@` is not a day in any usual form
finding-sign-of-several = the sign beside the sum may mean @, and the plan is in @
finding-sign-of-several-rows = the sign beside the sum may mean @, and the plan is in @: # row,|rows, the first on line #
finding-thousand-or-fraction = `@` may be a thousand or a fraction, and no cell of the column tells which
finding-two-days = `@` may be two days, and the column writes both the day and the month first
finding-id-rounded = the id `@` was rounded by a spreadsheet
finding-page-without-table = @ is a page without a table
finding-old-workbook = @ is a workbook of Excel before 2007
finding-other-archive = @ is an archive and no Excel workbook
finding-damaged-workbook = @ cannot be read as a workbook: @
finding-no-such-sheet = @ has no sheet of the name that the profile gives
finding-no-sheet-shown = @ has no sheet that is shown
finding-more-than = @ has more than # @
finding-stage-not-known = the plan has no stage `@`: # row,|rows, the first on line #
finding-plan-no-stage = the plan has no stage `@`
finding-map-nothing-rows = the map of `@` has nothing for `@`: # row,|rows, the first on line #
finding-nobody-of-the-team = `@` is nobody of the team: # row,|rows, the first on line #
finding-no-bundled-profile = there is no bundled profile `@`
finding-columns-differ-row = two columns are called `@` and say different things
finding-client-stands = the client `@` stands on line # already
finding-row-no-name = the row has no name
finding-event-no-day = the event has no day
finding-cell-overlong = the row has a cell of more than # characters
label-day-or-month = the day or the month first?
label-left-empty = left empty
label-left-out = left out
label-comes-in-as-it-stands = comes in as it stands
help-date-format-either = say it: --date-format %d/%m/%Y or --date-format %m/%d/%Y, or [file] date-formats in the profile
help-date-format = say how the file writes its days: --date-format %d/%m/%Y
help-date-formats = say how the file writes its days: [file] date-formats = ["%d.%m.%Y"] in the profile
help-move-clients = move the clients into clients.csv first, with the same names as columns
help-name-meant = name the one that is meant: --map "@#1=…" or --map "@#2=…"
help-name-meant-row = name the one that is meant, as `@#1` or `@#2`
help-filtered = is the export filtered? then --partial leaves them as they are; --complete marks them as gone
help-mend-decimal = mend the cell, or say which mark stands before the fraction: [file] decimal = "," in the profile
help-decimal = say which mark stands before the fraction: [file] decimal = "," in the profile
help-signed-in = was it saved from a browser that was not signed in? export it again
help-save-xlsx = save it as .xlsx or as CSV
help-save-table = save the table as .xlsx or as CSV
help-export-again = export it again, or as CSV
help-split-export = leave out what is not needed, or split the export
help-segment-of-deals = say which segment they are of, as in --segment @, or under [columns] in the profile; known here: @
help-currency-of-sign = say which it is in the profile: [columns] currency.value = "@"
help-stage-which-near = say which it is, as in --stage "@", or under [stages] in the profile; did you mean @?
help-stage-which = say which it is, as in --stage "@", or under [stages] in the profile; known here: @
help-person-near = did you mean `@`? --person "@", or under [people] in the profile
help-person = say who it is, as in --person "@", or under [people] in the profile; or add them to team.toml
help-id-rounded = take the file as the CRM wrote it, without opening it in a spreadsheet first, or format the column as text
help-overlong = no spreadsheet holds such a cell: leave the column out of the export
help-one-row-client = one row a client: keep the row that is right
help-client-name = a client needs a name
help-event-day = fill the column that says when it happened
help-rows-of-deal = the rows of one deal are to say the same of it
finding-line-left-out = line # is left out: @
finding-what-was-agreed-has-another-digest-than = what was agreed has another digest than the one beside it: somebody has changed it
finding-the-commitment-names-no-segment = the commitment names no segment
finding-is-a-stage-of-and-of = `@` is a stage of `@` and of `@`
finding-is-assigned-and-has-a-goal-of = `@` is assigned @ and has a goal of @: @ less
finding-is-assigned-and-has-a-goal-of-more = `@` is assigned @ and has a goal of @: @ more
finding-is-assigned-and-has-a-goal-of-missing = `@` is assigned @ and has a goal of @: @ missing
finding-is-assigned-and-has-a-goal-of-too-much = `@` is assigned @ and has a goal of @: @ too much
finding-assigns-its-children-of-missing = `@` assigns its children @ of @: @ missing
finding-assigns-its-children-of-too-much = `@` assigns its children @ of @: @ too much
finding-the-children-of-are-to-bring-of = the children of `@` are to bring @ of @: @ missing
finding-the-children-of-are-to-bring-of-too-much = the children of `@` are to bring @ of @: @ too much
finding-times-its-goal = @, # times its goal
finding-more-than-can-be-counted = more than can be counted
finding-assigns-something-to-which-is-no-part = `@` assigns something to `@`, which is no part of it
finding-assigns-something-to-and-there-is-no = `@` assigns something to `@`, and there is no such plan
finding-its-days-do-not-follow-each-other = its days do not follow each other
finding-calendar-says-nothing-of = calendar `@` says nothing of @
finding-the-conversion-of-is-stated-twice = the conversion of `@` is stated twice
finding-channel-must-give-exactly-one-of-share = channel `@` must give exactly one of share and leads
finding-channel-has-no-segment-to-bring-leads = channel `@` has no segment to bring leads to
finding-channel-serves-no-segment = channel `@` serves no segment
finding-segment-has-no-funnel-that-leads-could = segment `@` has no funnel that leads could enter
finding-channel-brings-a-fixed-number-of-leads = channel `@` brings a fixed number of leads to several segments
finding-is-the-first-stage-of-one-segment = `@` is the first stage of one segment and a later one of `@`
finding-no-segment-of-the-channel-has-a = no segment of the channel has a stage `@`
finding-is-the-last-stage-nothing-follows-it = `@` is the last stage: nothing follows it
finding-the-channels-of-segment-have-more-than = the channels of segment `@` have more than the whole
finding-the-goals-of-the-children-of-cannot = the goals of the children of `@` cannot be added up: `@` cannot be read
finding-the-goals-of-the-children-of-cannot-be-added-up-and-more = the goals of the children of `@` cannot be added up: `@` and # more cannot be read
finding-the-goal-of-cannot-be-added-up = the goal of `@` cannot be added up for `@`: its @ is @ and not @
finding-is-not = `@` is not @
finding-a-text-in-quotes = a text in quotes
finding-a-number = a number
finding-a-whole-number = a whole number
finding-a-list-of-whole-numbers = a list of whole numbers
finding-a-date-such-as-20261001 = a date such as 2026-10-01
finding-a-table = a table
finding-a-table-of-tables = a table of tables
finding-a-list = a list
finding-a-list-of-tables = a list of tables
finding-a-list-of-texts = a list of texts
finding-true-or-false = true or false
finding-a-text-in-quotes-or-a-table = a text in quotes or a table
finding-a-number-or-a-text-in-quotes = a number or a text in quotes
finding-a-table-of-parameters = a table of parameters
finding-a-number-a-text-a-date-true = a number, a text, a date, true or false
finding-a-text = a text
finding-a-date-or-time = a date or time
finding-a-rate = a rate
finding-a-conversion = a conversion
finding-a-margin = a margin
finding-a-purchase-rate = a purchase rate
finding-a-likelihood = a likelihood
finding-a-count = a count
finding-a-currency-code = a currency code
finding-a-sum-of-money = a sum of money
finding-a-period = a period
finding-a-status = a status
finding-a-weekday = a weekday
finding-a-source = a source
finding-a-number-of-hours = a number of hours
finding-a-number-of-deals = a number of deals
finding-a-measure-of-this-plan = a measure of this plan
finding-a-name-in-quotes = a name in quotes
finding-a-text-in-quotes-or-a-list = a text in quotes, or a list of them
finding-runs-from-to-and-which-it-is = `@` runs from @ to @, and `@`, which it is a part of, from @ to @
finding-the-last-stage-has-a-conversion-or = the last stage has a conversion or a lag, but nothing follows it
finding-this-line-counts = this line counts
finding-this-line-counts-nothing = this line counts nothing
finding-the-row-has-fields-the-header = the row has # fields, the header #
finding-a-day-of-stands-here-but-the = a day of @ stands here, but the calendar does not speak of @
finding-these-days-are-more-than-a-year = these days are more than a year
finding-deal-has-neither-a-stage-nor-a = deal `@` has neither a stage nor a status
finding-the-plan-keeps-its-deals-in-and = the plan keeps its deals in @, and imports write deals.csv
finding-cannot-be-read-so-it-is-not = @ cannot be read, so it is not written over
finding-the-plan-has-both-dealscsv-and-dealstoml = the plan has both deals.csv and deals.toml
finding-of-segment-is-counted-from-the-deals = `@` of segment `@` is counted from the deals
finding-two-deals-have-the-id = two deals have the id `@`
finding-two-facts-have-the-id = two facts have the id `@`
finding-two-stages-have-the-id = two stages have the id `@`
finding-two-have-the-id = two @ have the id `@`
finding-there-are-two-actions = there are two actions `@`
finding-there-are-two-clients = there are two clients `@`
finding-segment-is-named-twice = segment `@` is named twice
finding-two-columns-are-called = two columns are called `@`
finding-two-columns-of-the-file-are-called = two columns of the file are called `@`
finding-funnel-has-no-stages = funnel `@` has no stages
finding-is-not-over-when-the-period-begins = `@` is not over when the period begins
finding-the-fact-has-neither-a-count-nor = the fact has neither a count nor an amount
finding-the-fact-has-no = the fact has no `@`
finding-has-bytes-at-most-are-read = @ has # bytes; at most # are read
finding-the-segments-bring-of-are-missing = the segments bring @ of @: @ are missing
finding-stored-deals-know-of-days-after = # stored deals know of days after @
finding-does-not-say-how-much-was-seen = `@` does not say how much was seen
finding-cannot-be-the-id-of = `@` cannot be the id of @
finding-cannot-be-the-name-of-a-plan = `@` cannot be the name of a plan
finding-cannot-be-the-name-of-a-profile = `@` cannot be the name of a profile
finding-the-days-of-the-quantiles-fall = the days of the quantiles fall
finding-a-lag-gives-days-or-quantiles-not = a lag gives `days` or quantiles, not both
finding-a-lag-without-days = a lag without days
finding-what-is-measured-is-one-number-of = what is measured is one number of days, not quantiles
finding-is-not-a-quantile-of-its-own = `@` is not a quantile of its own
finding-is-not-between-0-days-and-ten = `@` is not between 0 days and ten years
finding-is-not-between-1-day-and-ten = `@` is not between 1 day and ten years
finding-is-not-between-and = `@` is not between # and #
finding-has-more-than-the-decimal-digits-of = `@` has more than the # decimal digits of @
finding-is-too-large = `@` is too large
finding-is-not-above-0 = `@` is not above 0
finding-is-above-1 = `@` is above 1
finding-is-below-0 = `@` is below 0
finding-has-more-digits-than-can-be-kept = `@` has more digits than can be kept exactly
finding-cannot-be-pinned = `@` cannot be pinned
finding-is-not-the-full-id-of-a = `@` is not the full id of a commit
finding-is-not-a-path-inside-of-a = `@` is not a path inside of a commit
finding-the-days-of-the-ramp-of-do = the days of the ramp of @ do not rise
finding-cannot-be = `@` cannot be `@`
finding-is-not-a-year-that-can-be = @ is not a year that can be planned
finding-is-not-below = `@` is not below `@`
finding-segment-has-no-average-deal = segment `@` has no average deal
finding-segment-has-no-margin = segment `@` has no margin
finding-segment-has-both-a-purchase-rate-and = segment `@` has both a purchase rate and a funnel
finding-segment-must-give-exactly-one-of-amount = segment `@` must give exactly one of amount, share and deals
finding-segment-gives-a-sum-but-the-goal = segment `@` gives a sum, but the goal counts deals
finding-segment-has-but-no = segment `@` has @, but no `@`
finding-segment-has-no-stage = segment `@` has no stage `@`
finding-the-segment-has-no-stage = the segment has no stage `@`
finding-no-segment-has-a-stage = no segment has a stage `@`
finding-there-is-no-column = there is no column `@`
finding-stage-has-no-conversion-to-the-next = stage `@` has no conversion to the next stage
finding-there-is-no-calendar = there is no calendar `@`
finding-there-is-no-funnel = there is no funnel `@`
finding-there-is-no-plan = there is no plan `@`
finding-there-is-no-rule = there is no rule `@`
finding-there-is-no = there is no @
finding-the-goal-has-no-currency-and-salesplantoml = the goal has no currency, and salesplan.toml names none
finding-this-sum-has-no-currency = this sum has no currency
finding-the-deal-has-no-id = the deal has no id
finding-the-row-has-no-id = the row has no id
finding-the-client-has-no = the client has no `@`
finding-the-commitment-has-no = the commitment has no `@`
finding-has-no = @ has no `@`
finding-the-goal = the goal
finding-the-period = the period
finding-a-segment = a segment
finding-segment = segment `@`
finding-a-stage-of-funnel = a stage of funnel `@`
finding-a-funnel = a funnel
finding-funnel = funnel `@`
finding-a-stage = a stage
finding-a-channel = a channel
finding-channel = channel `@`
finding-a-person = a person
finding-a-deal = a deal
finding-a-fact = a fact
finding-a-client = a client
finding-a-plan = a plan
finding-the-plan = the plan
finding-a-commitment = a commitment
finding-the-action = the action
finding-an-action = an action
finding-a-scenario = a scenario
finding-the-children = the children
finding-the-profile = the profile
finding-the-quotas = the quotas
finding-the-policy = the policy
finding-the-resources = the resources
finding-an-absence = an absence
finding-a-step-of-a-ramp = a step of a ramp
finding-calendar = calendar `@`
finding-person = person `@`
finding-column = column `@`
finding-the-pinned-files = the pinned files
finding-the-reviews-settings = the review's settings
finding-no-fact-of-speaks-of-this-conversion = no fact of @ speaks of this conversion: the written figure stands
finding-no-fact-of-speaks-of-this-lag = no fact of @ speaks of this lag: the written figure stands
finding-no-fact-of-speaks-of-this-average = no fact of @ speaks of this average deal: the written figure stands
finding-no-fact-of-speaks-of-this-conversion-the-rule-answers-without-them = no fact of @ speaks of this conversion: the rule answers without them
finding-is-a-link-not-a-file = @ is a link, not a file
finding-is-a-folder-not-a-file = @ is a folder, not a file
finding-is-not-a-file = @ is @, not a file
finding-characters-of-the-file-are-not = # characters of the file are not @
finding-has-bytes-that-are-not = `@` has bytes that are not @
finding-is-not-utf8-text-see-line = @ is not UTF-8 text: see line #
finding-assigns-something-to-its-children-and-nothing = `@` assigns something to its children, and nothing to `@`
finding-the-figures-of-segment-do-not-fit = the figures of segment `@` do not fit 64 bits
finding-the-sums-of-facts-and-deals-do = the sums of facts and deals do not fit 64 bits
finding-is-both-a-day-off-and-a = @ is both a day off and a work day
finding-are-parts-of-each-other = @ are parts of each other
finding-is-its-own-parent = @ is its own parent
finding-the-conversion-is-above-1 = the conversion @ is above 1
finding-the-margin-is-above-1 = the margin @ is above 1
finding-the-share-is-above-1 = the share @ is above 1
finding-the-is-above-1 = the @ @ is above 1
finding-the-period-ends-before-it-begins = the period ends before it begins
finding-the-absence-ends-before-it-begins = the absence ends before it begins
finding-the-days-end-before-they-begin = the days end before they begin
finding-ends-before-it-begins = `@` ends before it begins
finding-leaves-before-the-first-day = @ leaves before the first day
finding-the-period-is-longer-than-ten-years = the period is longer than ten years
finding-reaches-past-the-last-day-that-dates = `@` reaches past the last day that dates know of
finding-commit-to-which-is-pinned-is-not = commit @, to which @ is pinned, is not in this clone
finding-is-pinned-and-stands-in-the-folder = @ is pinned, and stands in the folder as well
finding-is-pinned-to-a-commit-and-there = @ is pinned to a commit, and there is no git repository here
finding-is-no-file-in-commit-to-which = `@` is no file in commit @, to which @ is pinned
finding-cannot-be-read = @ cannot be read: @
finding-the-commitments-cover-of-the-quotas-at = the commitments cover # % of the quotas; at least # % is asked
finding-the-commitments-weighed-by-their-likelihood-cover = the commitments, weighed by their likelihood, cover # % of the quotas; at least # % is asked
finding-has-not-agreed = @ has not agreed
finding-has-declined = @ has declined
finding-has-not-written-how-the-sum-will = @ has not written how the sum will come
finding-agreed-to-other-figures-changed = @ agreed to other figures: # @ changed
finding-agreed-to-something-that-has-been-altered = @ agreed to something that has been altered since
finding-nobody-has-a-quota-so-nobody-has = nobody has a quota, so nobody has agreed
finding-the-agreement-of-is-not-countersigned = the agreement of @ is not countersigned
finding-the-facts-refute-the-planned-conversion-of = the facts refute the planned conversion of `@` in `@`
finding-the-file-has-no-column = the file has no column `@`
finding-does-not-say-where-it-comes-from = `@` does not say where it comes from
finding-comes-from-the-file-and-is-a = `@` comes from the file and is a constant too
finding-has-a-constant-so-its-default-is = `@` has a constant, so its default is never used
finding-has-map-empty-or-knownfrom-but-no = `@` has `map`, `empty` or `known-from`, but no column of the file
finding-would-be-the-same-for-every-row = `@` would be the same for every row
finding-has-an-empty-header = `@` has an empty header
finding-is-not-a-column-of-ours = `@` is not a column of ours
finding-no-number-of-deals-brings-the-profit = no number of deals brings the profit of segment `@`: @
finding-a-deal-leaves-nothing-after-variable-costs = a deal leaves nothing after variable costs and commission
finding-the-leads-of-a-deal-cost-as = the leads of a deal cost as much as it leaves
finding-a-goal-in-profit-is-with-valueadded = a goal in profit is with value-added tax
finding-the-map-of-has-nothing-for = the map of `@` has nothing for `@`
finding-is-not-a-day-of-the-form = `@` is not a day of the form @
finding-is-not-a-number-with-before-its = `@` is not a number with `@` before its fraction
finding-the-id-stands-on-line-already = the id `@` stands on line # already
finding-the-row-is-not-a-fact-of = the row is not a fact of this plan
finding-a-double-quote-is-opened-and-never = a double quote is opened and never closed, so all that follows is one field
finding-plan-has-no = plan `@` has no @ `@`
finding-the-answer-is-not-a-map = the answer is @, not a map
finding-the-answer-is-not-a-list = the answer is @, not a list
finding-is-read-but-there-is-none = `@` is read, but there is none
finding-the-rule-takes-more-than-steps = the rule takes more than # steps
finding-the-rule-takes-longer-than-ms = the rule takes longer than # ms
finding-the-rules-take-more-than-steps-in = the rules take more than # steps in all
finding-the-rule-has-more-than-variables-at = the rule has more than # variables at once
finding-functions-call-each-other-more-than-levels = functions call each other more than # levels deep
finding-a-text-list-or-map-grows-beyond = a text, list or map grows beyond its limit
finding-the-expression-is-nested-too-deeply = the expression is nested too deeply
finding-expecting = expecting @
finding-to-terminate-this-statement = @ to terminate this statement
finding-the-script-ends-too-early = the script ends too early
finding-letters-follow-a-number = letters follow a number
finding-unexpected-2 = unexpected @
finding-unknown-name = unknown name `@`
finding-is-not-available-in-rules = `@` is not available in rules
finding-the-rule-gave-up = the rule gave up: @
finding-the-map-has-no = the map has no `@`
finding-there-is-no-place-in-a-list = there is no place # in a list of #
finding-there-is-no-place-in-a-text = there is no place # in a text of #
finding-only-a-list-or-a-range-can = only a list or a range can be walked through
finding-cannot-be-changed = `@` cannot be changed
finding-cannot-be-done-with = `@` cannot be done with @
finding-two-whole-numbers-are-divided-which-would = two whole numbers are divided, which would drop the remainder
finding-this-compares-with = this compares @ with @
finding-this-asks-for-a-number-not = this asks for a number, not @
finding-this-must-be-true-or-false-not = this must be true or false, not @
finding-this-must-be-not = this must be @, not @
finding-the-script-has-bytes-more-than = the script has # bytes, more than #
finding-the-parameter-is-declared-and-never-read = the parameter `@` is declared and never read
finding-the-parameter-is-declared-twice = the parameter `@` is declared twice
finding-a-parameter-is-declared-below-the-head = a parameter is declared below the head of the script
finding-foresees-worse-than-the-rule-that-serves = @ foresees worse than the rule that serves: its Brier score is #, the current one's #, and the margin is #
finding-the-seasonality-of-segment-leaves-it-no = the seasonality of segment `@` leaves it no day
finding-has-a-share-of-and-does-not = @ has a share of `@` and does not sell in it
finding-sells-in-no-segment = @ sells in no segment
finding-the-shares-of-the-segments-are-more = the shares of the segments are more than the whole goal
finding-was-made-from-other-inputs-than-those = @ was made from other inputs than those now committed
finding-deal-is-and-in-stage = deal `@` is @ and in stage `@`
finding-the-template-cannot-be-rendered = the template cannot be rendered: @
finding-the-template-was-given-up = the template was given up: @
finding-it-takes-longer-than-10-seconds = it takes longer than 10 seconds
finding-is-undefined = `@` is undefined
finding-the-template-takes-too-many-steps-loop = the template takes too many steps; loop over less
finding-not-valid-toml = not valid TOML: @
finding-invalid-basic-string-expected = invalid basic string, expected `@`
finding-the-plan-has-channels-more-than = the plan has # channels, more than #
finding-unknown-column = unknown column `@`
finding-the-plan-has-no-figure = the plan has no figure `@`
finding-the-plan-has-no-segment = the plan has no segment `@`
finding-unknown-key-in = unknown key `@` in @
finding-is-not-a-that-is-known = `@` is not a @ that is known
finding-belongs-to-no-hook-and-is-not = @ belongs to no hook and is not run
finding-schema-version-is-not-known = schema version # is not known
finding-the-work-week-has-no-day = the work week has no day
finding-the-weights-of-segment-are-too-fine = the weights of segment `@` are too fine to be kept
finding-names-no-days = `@` names no days
finding-was-before-it-was-added = `@` was @ before it was added
finding-is-no-iso-week = `@` is no ISO week
finding-has-an-empty-name = `@` has an empty name
finding-a-figure-has-evidence-or-is-measured = a figure has `evidence` or is `measured`, not both
finding-a-figure-that-the-rule-gives-rests = a figure that the rule gives rests on facts alone
finding-facts-names-the-days-that-the-rule = `facts` names the days that the rule sees, and no rule is asked
finding-is-not-above-0-2 = @ is not above 0
finding-does-not-say-how-often-is-done = `@` does not say how often `@` is done
finding-is-no-share = `@` is no share
finding-is-no-answer = `@` is no answer
finding-is-no-day = `@` is no day
finding-is-no-sum = `@` is no sum
finding-is-no-currency = `@` is no currency
finding-is-no-source = `@` is no source
finding-is-no-number-of-hours = `@` is no number of hours
finding-is-no-metric = `@` is no metric
finding-has-not-one-figure-a-day = `@` has not one figure a day
finding-it-has-no-line-agreed = it has no line [agreed]
finding-it-is-that-of = it is that of `@`
finding-it-has-sums-and-no-currency = it has sums and no currency
finding-the-quota-in-is-neither-a-sum = the quota in `@` is neither a sum nor a count
finding-its-period-ends-before-it-begins = its period ends before it begins
finding-and-for-more = @ (and for # more @)

## What stands beside the text at fault

label-more-than-the-deal = more than the deal
label-the-deal = the deal
label-overdue = overdue
label-text-parted = text parted by @, in @
label-text-parted-backslashes = text parted by @, in @, with quotes behind backslashes
label-page-with-a-table = page with a table
label-sheet = workbook, sheet `@`
label-sheet-of-several = workbook, sheet `@`; not read: @
label-column-else = @, else @
label-always = always @
label-where-nothing = `@` where nothing is said
label-column-where-nothing = @; `@` where nothing is said
label-nothing-says-segment = nothing here says their segment
label-which-segment = which segment?
label-of-which-segment = of which segment?
label-assigned-by = assigned by `@`
label-the-goal-of = the goal of `@`
label-assigned-here = assigned here
label-the-children = the children: @
label-assigned-to-no-child = assigned to no child
label-to = @ to @
label-its-first-deals-need-entries-from-on = its first deals need entries from @ on
label-the-first-steps = the first step's
label-the-same-steps = the same step's
label-it-gives-both = it gives both
label-it-gives-none-of-them = it gives none of them
label-it-gives = it gives @
label-with-this-share = with this share
label-of-these-children = of these children
label-a-part-of-this-plan = a part of this plan
label-the-childs-goal = the child's goal
label-the-parents-goal = the parent's goal
label-this-is = this is @
label-its-days-are-not-all-days-of = its days are not all days of the parent
label-lost-since = lost since
label-no-such-deal = no such deal
label-leads-nowhere = leads nowhere
label-counted-more-than-once = counted more than once
label-counted-here-too = counted here too
label-this-row = this row
label-this-deal = this deal
label-this-client = this client
label-this-day = this day
label-the-last-day = the last day
label-the-first-day = the first day
label-how-does-it-stand = how does it stand?
label-the-second = the second
label-the-second-one = the second one
label-and-entered-here-once-more = and entered here once more
label-the-first = the first
label-no-stages = no stages
label-lasts-until = lasts until @
label-this-fact = this fact
label-how-much-was-it = how much was it?
label-another-currency = another currency
label-this-goal-is-exceeded = this goal is exceeded
label-this-goal-is-not-covered = this goal is not covered
label-not-a-count = not a count
label-this-count = this count
label-not-a-day-of-the-calendar = not a day of the calendar
label-this-evidence = this evidence
label-not-an-id = not an id
label-this-lag = this lag
label-this-sum = this sum
label-this-figure = this figure
label-times-the-goal = times the goal
label-not-a-period = not a period
label-not-a-file-of-peoples-own = not a file of people's own
label-40-or-64-digits-from-0-to = 40 or 64 digits from 0 to f
label-from-the-top-of-the-repository = from the top of the repository
label-the-step-before = the step before
label-not-after = not after
label-this-conversion = this conversion
label-this-margin = this margin
label-this-share = this share
label-this-rate = this rate
label-this-command = this command
label-this-tax = this tax
label-at-which-rate = at which rate?
label-more-came-here = more came here than were there
label-this-likelihood = this likelihood
label-cannot-be-read = cannot be read
label-not-such-a-year = not such a year
label-the-first-of-these-lines = the first of these lines
label-this-segment = this segment
label-name = `@`
label-what-do-they-bring = what do they bring?
label-the-header = the header
label-how-many-of-these-pass-on = how many of these pass on?
label-is-missing = `@` is missing
label-what-is-left-of-its-sales = what is left of its sales?
label-no-action = no action
label-in-which-currency = in which currency?
label-asked-of-the-facts-here = asked of the facts here
label-no-source = no source
label-the-first-of-them = the first of them
label-not-understood = not understood
label-off-here = off here
label-worked-here = worked here
label-not-in-the-period = not in the period
label-is-a-part-of = `@` is a part of `@`
label-pinned-here = pinned here
label-of-this-goal = of this goal
label-not-agreed = not agreed
label-is-to-come-from-it = `@` is to come from it
label-the-files-header = the file's header
label-where-does-it-come-from = where does it come from?
label-the-tax-is-nobodys-profit = the tax is nobody's profit
label-or-from-leads = or from leads
label-its-deals-come-from-clients-who-buy = its deals come from clients who buy again
label-this-person = this person
label-asked-for-this-deal = asked for this deal
label-asked-for-this-person-in = asked for this person in `@`
label-asked-for-this-step = asked for this step
label-asked-for-this-plan = asked for this plan
label-asked-for-in-this-segment = asked for @ in this segment
label-one-of-the-shares = one of the shares
label-of-an-earlier-period = of an earlier period
label-this-status = this status
label-this-stage = this stage
label-here = here
label-the-first-of-too-many = the first of too many
label-unknown-calendar = unknown calendar
label-unknown-channel = unknown channel
label-not-a-column-here = not a column here
label-three-capitals-are-wanted = three capitals are wanted
label-this-value-sets-nothing = this value sets nothing
label-unknown-funnel = unknown funnel
label-unused = unused
label-not-a-key-here = not a key here
label-unknown-measure = unknown measure
label-unknown-parent = unknown parent
label-unknown-person = unknown person
label-nobody-of-the-team = nobody of the team
label-this-program-reads-version = this program reads version #
label-unknown-segment = unknown segment
label-on-no-deal = on no deal
label-unknown-stage = unknown stage
label-unknown-source = unknown source
label-unknown-status = unknown status
label-unknown = unknown @
label-unknown-2 = unknown
label-not-a-weekday = not a weekday
label-nobody-works = nobody works
label-facts-of-this-segment-are-entered-by = facts of this segment are entered by hand
label-no-closing-date = no closing date
label-how-likely = how likely?
label-how-much = how much?
label-how-many-deals = how many deals?
label-these-days = these days
label-not-such-a-number = not such a number
label-not-so-many-days = not so many days
label-leads-for-whom = leads for whom?
label-for-which-of-them = for which of them?
label-no-leads-here = no leads here
label-this-one = this one
label-and-this-one = and this one
label-earlier-days = earlier days
label-read-by-nothing = read by nothing
label-facts-of-which-days = facts of which days?
label-which-of-them = which of them?
label-whose-goal-is-this = whose goal is this?
label-agreed-by-one-side = agreed by one side
label-does-not-hold = does not hold
label-declared-here = declared here
label-no-name = no name

## How to mend it

help-lower-the-amount-or-correct-the-deal = lower the amount, or correct the deal; until then the line counts for what the deal has
help-write-the-day-it-was-done-as = write the day it was done as `done`, or another `due`
help-bring-the-committed-file-back-or-ask = bring the committed file back, or ask again: @
help-add-segment = add `segment`: @
help-or = `@` or `@`
help-fill-the-column = fill the column `@`
help-fill-its-column = fill its column `@`
help-let-them-be-the-same-once-both = let them be the same once both have agreed
help-assign-as-much-as-the-goal-asks = assign as much as the goal asks of the children, or say by `over-assignment` how much more
help-change-the-childrens-goals-the-goal-or = change the children's goals, the goal, or `over-assignment` in [children]
help-write-in-its-plantoml-or-remove-the = write @ in its plan.toml, or remove the line
help-write-the-plan-or-remove-the-line = write the plan, or remove the line
help-bring-the-committed-file-back-or-remove = bring the committed file back, or remove it: it is written when everybody has agreed
help-only-its-work-week-holds-there-a = only its work week holds there: a @ of your own serves instead of the bundled one
help-only-its-work-week-holds-there-add = only its work week holds there: add the year and its days off to @
help-keep-one-of-them = keep one of them
help-remove-one = remove one
help-share-60-is-a-share-of-the = share = "60%" is a share of the leads that no fixed number brings, leads = 40 a number in the period
help-let-the-shares-of-a-segments-channels = let the shares of a segment's channels sum to 100 % at most
help-see = see `@`
help-state-both-goals-alike = state both goals alike
help-write = write @
help-write-a-sum-in-the-plans-currency = write a sum in the plan's currency, such as @
help-let-the-childs-period-lie-within-its = let the child's period lie within its parent's; until then its goal is not added to others
help-say-from-where-else-the-sum-will = say from where else the sum will come
help-correct-the-id-or-take-the-line = correct the id, or take the line out
help-a-conversion-stands-on-the-stage-it = a conversion stands on the stage it starts from: move it one stage up, or add the stage that follows
help-a-conversion-stands-on-the-stage-it-starts-from = a conversion stands on the stage it starts from
help-let-each-line-state-its-share-100 = let each line state its `share`, 100 % together, or take all but one out
help-put-a-field-with-a-comma-or = put a field with a comma or a line break into double quotes
help-put-a-field-with-the-delimiter-or = put a field with the delimiter or a line break in it into double quotes
help-close-the-quote-or-write-it-twice = close the quote, or write it twice where it belongs to the text
help-created-the-stages-in-their-order-and = created, the stages in their order, and closed follow each other
help-add-to-years-and-all-of-its = add @ to `years` and all of its days off, or correct the date
help-look-for-a-slipped-digit-weekdays-that = look for a slipped digit; weekdays that are never worked are left out of `work-week`
help-look-for-a-slipped-digit = look for a slipped digit
help-look-for-a-slipped-digit-or-a = look for a slipped digit or a wrong unit
help-fill-stage-or-status-with-open-won = fill `stage`, or `status` with open, won or lost
help-move-the-deals-into-dealscsv-first-with = move the deals into deals.csv first, with the same names as columns
help-keep-the-deals-in-one-of-them = keep the deals in one of them
help-remove-the-fact-or-let-the-stage = remove the fact, or let the stage count entered facts: @
help-remove-one-or-give-it-an-id = remove one, or give it an id of its own
help-give-each-an-id-of-its-own = give each an id of its own
help-give-it-a-stable-id-of-its = give it a stable id of its own
help-list-them-from-the-first-contact-to = list them from the first contact to the deal: @
help-name-days-up-to-what-the-period = name days up to @; what the period itself shows is weighed in its reviews
help-the-plan-runs-from-to-put-the = the plan runs from @ to @; put the fact into the plan of its own period
help-command-program = write the program and its arguments, each a text of its own: ["psql", "--csv", "-c", "select …"]
help-command-time = write from 1 second to a day: timeout-seconds = 300
help-look-at-its-day = look at its day; what is only expected belongs to the deals
help-mend-the-row-too-high = mend the row that was too high; a sum that was paid back is an `amount` below 0
help-record-what-is-missing = record what is missing in `@`, or how many were open in it: `stock.@` of @
help-rates-of-others = remove it: rates are those of other currencies
help-write-the-rate = write how much one unit of it is worth, with eight decimal digits at most: USD = "92.50"
help-write-the-vat = write `included`, `excluded`, or either with a rate: "included 20%"; a rate alone means that it is in the sum
help-write-vat-rate = write `vat-rate = "20%"` into [goal], or the rate of this sum: "included 10%"
help-write-exchange = write into plan.toml how much @ one @ is worth, for the whole period: [rates] @ = "…"
help-slipped-digit-rate = look for a slipped digit in the sum or in its rate
help-fill-count-amount-or-both = fill `count`, `amount` or both
help-fill = fill @
help-split-the-file-or-move-what-no = split the file, or move what no longer matters out of it
help-if-this-is-meant-leave-it-the = if this is meant, leave it: the review measures against the goal
help-raise-a-segment-add-one-or-lower = raise a segment, add one, or lower the goal
help-import-the-weeks-from-the-first-to = import the weeks from the first to the last, beginning with the deals.csv of the day before the first
help-write-a-whole-number = write a whole number
help-write-a-whole-number-such-as = write a whole number such as #
help-write-a-whole-number-above-0-such = write a whole number above 0, such as #
help-write-a-whole-number-0-or-more = write a whole number, 0 or more
help-write-year-month-and-day-20261001 = write year, month and day: 2026-10-01
help-write-counts-then-where-they-were-seen = write counts, then where they were seen: @, or have facts counted: @
help-write-counts-then-where-they-were-seen-2 = write counts, then where they were seen: @
help-use-letters-digits-and-beginning-with-a = use letters, digits, `-`, `_` and `.`, beginning with a letter or digit, 100 at most
help-use-letters-digits-and-beginning-with-a-letter-or-digit = use letters, digits, `-` and `_`, beginning with a letter or digit
help-write-lagdays-21-or = write lag-days = 21, @ or @
help-write-digits-with-a-point-before-the = write digits with a point before the fraction: 1200.50
help-was-the-percent-sign-forgotten-write = was the percent sign forgotten? write @
help-did-you-mean = did you mean @?
help-write-or = write @ or @
help-pinned-are-dealscsv-dealstoml-what-the-plan = pinned are deals.csv, deals.toml, @; what the plan is stays in its folder
help-git-revparse-branch-prints-it-a-branch = `git rev-parse BRANCH` prints it; a branch or a short id may come to mean another commit
help-write-it-with-and-without-or-a = write it with `/` and without `.`, `..` or a `/` at its ends: @
help-list-the-steps-from-the-first-day = list the steps from the first day on, each with its last day
help-a-is-above-0-and-at-most = a @ is above 0 and at most 1: @
help-write-a-rate-above-0-and-at = write a rate above 0 and at most 1: was @ meant?
help-write-a-rate-above-0-and-at-most-1 = write a rate above 0 and at most 1: @
help-write-the-years-with-four-digits = write the years with four digits: @
help-find-the-rest-elsewhere-or-raise-what = find the rest elsewhere, or raise what the channel can bring
help-raise-a-share-or-a-fixed-supply = raise a share or a fixed supply, or add a channel
help-let-them-rise-minimum-then-amount-the = let them rise: minimum, then amount (the target), then stretch
help-add-it = add it: @
help-add-the-column = add the column `@`
help-write-it-or-remove-the-folder-and = write it, or remove the folder and let `@` begin one
help-add-the-share-of-a-sale-that = add the share of a sale that is left after the costs that come with it: @
help-the-channels-conversions-hold-write-what-they = the channels' conversions hold; write what they come to into the funnel, so that both say the same
help-add-action-and-the-day-it-is = add `action` and the day it is `due`
help-add-to-goal-or-to-salesplantoml = add `@` to [goal] or to salesplan.toml
help-enter-the-facts-of-that-time-name = enter the facts of that time, name another, or state what was seen: @
help-add-source-one-of = add `source`: one of @
help-see-who-is-there-in-the-period = see who is there in the period, and what rules/quota.rhai answers: a weight of 0 is no part
help-put-the-file-itself-in-its-place = put the file itself in its place; links are not followed
help-name-the-encoding-in-the-profile = name the encoding in the profile: @
help-mend-the-cell-or-name-the-files = mend the cell, or name the file's encoding in the profile
help-save-the-file-as-utf8 = save the file as UTF-8
help-add-to = add `@` to `@`
help-add-to-or-remove-the-share = add `@` to `@`, or remove the share
help-check-the-goal-the-average-deal-and = check the goal, the average deal and the conversions for a slipped digit
help-keep-the-one-that-holds = keep the one that holds
help-name-a-month-or-a-week-of = name a month or a week of @ to @, or take the line out
help-name-a-month-or-a-week = name a month or a week: @
help-let-the-plan-above-all-others-name = let the plan above all others name no parent
help-swap-the-two-dates = swap the two dates
help-plan-a-month-a-quarter-or-a = plan a month, a quarter or a year at a time
help-from-where-the-private-branch-is-kept = `@` from where the private branch is kept, or ask who keeps it
help-remove-the-file-or-the-line-that = remove the file, or the line that pins it
help-salesplan-team-shows-whose-quota-has-no = `salesplan team` shows whose quota has no source yet
help-shows-what-is-asked = `@` shows what is asked
help-known-here = known here: @
help-write-the-files-header-as-in-to = write the file's header, as in @ to say more; @ for a constant
help-check-the-margin-and-the-commission-or = check the margin and the commission, or plan a goal in revenue
help-lower-the-cost-per-lead-raise-the = lower the cost per lead, raise the conversions or the margin, or plan a goal in revenue
help-state-every-sum-of-the-plan-without = state every sum of the plan without it: @
help-make-two-segments-of-it-one-for = make two segments of it, one for each way
help-give-the-share-to-somebody-who-is = give the share to somebody who is there, or correct the dates
help-state-new-shares-in-teamtoml-and-let = state new shares in team.toml, and let those whose part changes agree again
help-add-it-to-the-profile-or-for = add it to the profile: @, or "*" for all the rest
help-the-answer-is-a-map = the answer is a map: @
help-ask-first = ask first: @
help-does-a-loop-ever-end-a-rule = does a loop ever end? A rule is asked one question at a time
help-does-one-of-them-loop-over-long = does one of them loop over long lists for every deal?
help-compare-numbers-with-numbers-texts-with-texts = compare numbers with numbers, texts with texts and dates with dates
help-change-the-rule-or-allow-a-larger = change the rule, or allow a larger --margin and say why
help-let-rulesseasonalityrhai-answer-above-0-for-some = let rules/seasonality.rhai answer above 0 for some day
help-keep-the-one-that-people-agreed-on = keep the one that people agreed on; the others follow from it
help-let-them-sum-to-100-until-then = let them sum to 100 %: until then the rest is divided among them by their shares
help-let-the-shares-sum-to-100-at = let the shares sum to 100 % at most
help-let-them-sum-to-100-or-say = let them sum to 100 %, or say by how much more is assigned: @
help-let-the-shares-of-everybody-who-counts = let the shares of everybody who counts on it sum to 100 %
help-the-goal-counts-what-is-signed-within = the goal counts what is signed within the period; take the line out
help-make-it-again = make it again: @
help-a-won-deal-is-in-the-last = a won deal is in the last stage, `@`, and no other is
help-salesplan-review-format-json-prints-every-name = `salesplan review --format json` prints every name that a template may use
help-texts-stand-in-quotes-lists-in-and = texts stand in quotes, lists in [ ], and a key stands once in its table
help-a-rate-with-a-percent-sign-stands = a rate with a percent sign stands in quotes: "50%"
help-thousands-are-parted-by-1000000 = thousands are parted by `_`: 1_000_000
help-take-small-channels-together-their-mix-is = take small channels together: their mix is computed exactly, and that takes its time
help-a-plans-folder-holds-plantoml-teamtoml-and = a plan's folder holds plan.toml, team.toml, @ and notes in *.md
help-use-the-code-of-iso-4217-such = use the code of ISO 4217, such as @ or @
help-name-it-in-a-segment-or-remove = name it in a segment: @, or remove it
help-hooks-are = hooks are @
help-use-the-program-version-that-the-file = use the program version that the file was written for, or set it to # and run `salesplan check`
help-name-the-weekdays-that-are-worked = name the weekdays that are worked: @
help-state-lags-by-fewer-quantiles-and-let = state lags by fewer quantiles, and let the rules `quota` and `seasonality` answer plainer numbers
help-let-it-count-the-deals-or-enter = let it count the deals: @, or enter the facts
help-enter-what-is-missing-where-deals-are = enter what is missing; where deals are counted by hand, list all of them in deals.csv as well, or none
help-fill-closed-until-then-the-deal-is = fill `closed`; until then the deal is in no sum
help-name-the-people-who-sell-in-teamtoml = name the people who sell in team.toml
help-plan-what-the-facts-show-or-develop = plan what the facts show, or develop the way of selling
help-name-the-one-segment-they-are-for = name the one segment they are for: @, or make a channel for each
help-name-the-segments = name the segments: @
help-name-the-stage = name the stage: @
help-give-the-segment-a-funnel-with-stages = give the segment a funnel with stages before the deal, or leave it out
help-give-a-segment-a-funnel-with-stages = give a segment a funnel with stages before the deal
help-name-the-segments-without-the-key-it = name the segments; without the key it is all of them
help-give-deals-or-share = give `deals` or `share`
help-name-the-days = name the days
help-name-it-as-the-deals-do = name it as the deals do
help-write-it-as-2026w45 = write it as 2026-W45
help-mend-one-of-the-days = mend one of the days
help-write-a-number-such-as = write a number such as #
help-write-a-number-such-as-or = write a number such as # or #
help-write-a-number-above-0-and-at = write a number above 0 and at most #, such as #
help-write-a-figure-above-0 = write a figure above 0
help-write-the-name-or-remove-the-line = write the name, or remove the line
help-write-the-days-between-two-purchases = write the days between two purchases: #
help-write-the-days-that-passing-to-the = write the days that passing to the next stage usually takes
help-write-what-is-paid-as-a-plain = write what is paid as a plain sum: @
help-leave-it-out-and-name-the-segments = leave it out, and name the segments that the person sells in: @
help-name-them-as = name them as @
help-our-columns-stand-on-the-left-those = our columns stand on the left, those of the file on the right
help-simplify-the-template-or-remove-it-to = simplify the template, or remove it to use the bundled one
help-mend-the-template-or-remove-it-to = mend the template, or remove it to use the bundled one
help-name-the-file-with-letters-digits-and = name the file with letters, digits, `-` and `_`: @
help-are-the-fields-parted-by-say-so = are the fields parted by @? say so: @
help-say-in-the-profile-how-the-file = say in the profile how the file writes its days: @
help-say-in-the-profile-which-mark-stands = say in the profile which mark stands before the fraction: @
help-run-salesplan-check-it-says-why = run `salesplan check`: it says why
help-look-at-its-date-measure-and-segment = look at its date, measure and segment
help-a-deal-needs-an-id-that-stays = a deal needs an id that stays the same from export to export
help-one-row-a-deal-keep-the-row = one row a deal: keep the row that is right
help-give-the-columns-of-the-file-names = give the columns of the file names of their own
help-work-in-a-clone-of-the-repository = work in a clone of the repository
help-git-lstree-r-lists-the-files-of = `git ls-tree -r @` lists the files of that commit

## What stands in a place of another phrase

part-and = @ and @
part-sum = # @
part-dealdeals = # deal|deals
part-texts = texts
part-open = `open`
part-metric = metric
part-basis = basis
part-currency = currency
part-vat = vat
part-won = won
part-open-2 = open
part-lost = lost
part-or = @ or @
part-a-date = a date
finding-does-not-say-the-day-the-month = `@` does not say the day, the month and the year
finding-is-not-an-encoding-that-is-known = `@` is not an encoding that is known
finding-is-not-a-delimiter = `@` is not a delimiter
finding-a-case-expects-an-answer-or-a = a case expects an answer or a fault, not both
finding-the-case-expects-nothing = the case expects nothing
finding-is-given-twice-with-and-with = `@` is given twice, with - and with _
finding-a-finding-has-which-nobody-reads = a finding has `@`, which nobody reads
finding-a-finding-is-not-a-map = a finding is @, not a map
finding-a-finding-has-no-id = a finding has no `id`
finding-the-finding-has-no-message = the finding `@` has no `message`
finding-the-finding-names-a-and-a-it = the finding `@` names a @ and a @; it can stand in one place only
finding-the-finding-names-the-which-there-is = the finding `@` names the @ `@`, which there is not
finding-the-id-of-a-finding-is-not = the id `@` of a finding is not made of small letters, digits and -
finding-the-severity-is-neither-warning-nor-error = the severity `@` is neither warning nor error
finding-there-are-findings-more-than = there are # findings, more than #
finding-there-are-notes-more-than = there are # notes, more than #
finding-switch-is-only-for-an-input-that = `switch` is only for an input that is a text
finding-a-closure-that-uses-variables-from-around = a closure that uses variables from around it cannot be kept here
finding-a-function-does-not-see = a function does not see `@`
finding-the-function-would-hide-the-one-that = the function `@` would hide the one that rules have
finding-there-is-no-in-rules = there is no @ `@` in rules
finding-a-parameters-declaration-has-no-type-a = a parameter's declaration has no type: a name, a colon and a type are asked for
finding-a-parameters-declaration-does-not-say-what = a parameter's declaration does not say what it means: a comma and a few words are asked for
finding-a-parameters-declaration-names-which-is-no = a parameter's declaration names `@`, which is no name: small Latin letters, digits and _
finding-is-no-type-of-a-parameter = `@` is no type of a parameter
finding-is-more-than = # is more than #
finding-a-closure-uses-the-very-list-that = a closure uses the very list that it is handed to
finding-this-has-no-parts-in-brackets = this has no parts in brackets
finding-the-script-defines-more-than-functions-and = the script defines more than # functions and closures
finding-the-rule-is-not-told = the @ rule is not told `@`
finding-the-case-gives-no-which-the-rule = the case gives no `@`, which the rule reads
finding-is-given-but-is-false = `@` is given, but `@` is false
finding-does-not-read-a-parameter = @ does not read a parameter `@`
finding-cannot-be-set-it-says-whether-is = `@` cannot be set: it says whether `@` is
finding-is-an-input-of-the-rule-and = `@` is an input of the @ rule and cannot be a parameter too
finding-must-be-a = `@` must be a @: @
finding-it-takes-longer-than-seconds = it takes longer than # seconds
finding-the-template-language-itself-failed-over-it = the template language itself failed over it
finding-the-workspace-has-no-plan-yet = the workspace has no plan yet
finding-the-workspace-has-several-plans = the workspace has several plans
finding-the-previous-review-that-of-was-made = the previous review, that of @, was made from commit @, which is not in this clone
finding-takes-no = `@` takes no @
finding-line = line #: @
label-it-was-added-on = it was added on @
label-not-a-week = not a week
label-entered-an-unknown-stage = entered an unknown stage
label-of-which-step = of which step?
label-hours-that-one-entry-takes = hours that one entry takes
label-how-often-for-one-entry = how often for one entry?
label-selling-hours-a-week-over-all-people = selling hours a week, over all people
label-selling-hours-in-a-full-week = selling hours in a full week
label-how-many-deals-is-this = how many deals is this?
label-none-of-them = none of them
label-a-sum = a sum
label-known-from-when = known from when?
label-no-hook-of-this-name = no hook of this name
label-an-empty-list = an empty list
label-multiples-of-nothing = multiples of nothing
label-beside-expect = beside `expect`
label-read-here = read here
label-no-input-of-this-name = no input of this name
label-by-the-case = by the case "@"
label-this-average-deal = this average deal
label-it-reads-none = it reads none
help-add-or-write-or = add @, or write @ or @
help-let-the-rule-see-facts-without-it = let the rule see facts: @; without it the rule sees all before the period
help-common-ones-are-and = common ones are @ and @
help-facts-are-not-read-for-this-figure = facts are not read for this figure: @
help-add-the-answer-or-words-of-the = add the answer, @, or words of the fault, @
help-make-two-cases-of-it = make two cases of it
help-write-the-whole-units-that-quotas-are = write the whole units that quotas are multiples of: @
help-write-how-many-times-the-goal-all = write how many times the goal all quotas are together: @ or @
help-name-a-folder-below-plans = name a folder below plans/
help-give-it-another-name = give it another name
help-give-the-parameter-another-name = give the parameter another name
help-give-a-number = give a number
help-give-its-parts-names-with-let = give its parts names with `let`
help-hand-it-over-as-a-parameter-or = hand it over as a parameter, or use a closure: @
help-did-you-mean-2 = did you mean `@`? @
help-did-you-mean-rules-have = did you mean `@`? rules have: @
help-rules-have = rules have: @
help-the-rule-knows = the rule knows: @
help-it-reads = it reads: @
help-there-are = there are: @
help-there-is = there is: @
help-name-one-of = name one of: @
help-write-2 = write: @
help-move-it-into-the-comment-that-the = move it into the comment that the script begins with
help-is-a-bracket-or-brace-still-open = is a bracket or brace still open?
help-it-does-much-work-in-few-steps = it does much work in few steps: are its lists or texts long?
help-names-are-written-in-latin-letters = names are written in Latin letters
help-places-are-counted-from-0 = places are counted from 0
help-put-values-into-a-text-with-backticks = put values into a text with backticks: @
help-texts-may-have-bytes-lists-and-maps = texts may have # bytes, lists # and maps # entries, with all that is in them
help-copy-the-list-first = copy the list first: @
help-salesplan-rules-api-lists-what-there-is = `salesplan rules api @` lists what there is
help-leave-one-of-them-out = leave one of them out
help-it-is-a-parameter = it is a parameter: @
help-take-the-declaration-out-or-read-it = take the declaration out, or read it
help-a-rule-answers-one-question-is-this = a rule answers one question; is this the right file?
help-write-numbers-as-or = write numbers as # or #
help-there-is-none-yet = there is none yet: @
help-write-one-with = write one with @
help-fetch-the-whole-history = fetch the whole history: @
help-hand-it-to-a-list-right-away = hand it to a list right away @
help-a-date-such-as-20261108 = a date such as 2026-11-08
help-a-number-such-as-or = a number such as # or #
part-a-day-off = a day off
part-a-work-day = a work day
part-the-clients = the clients
part-the-people = the people
part-the-file = the file
part-the-file-of-names = the file of names
part-the-pinned = the pinned `@`
part-a-table = a table @
part-the-conversions-by-stage = the conversions by stage
part-the-shares-by-segment = the shares by segment
part-the-sources-by-stage = the sources by stage
part-the-average-deal = the average deal
part-an-average-deal = an average deal
part-the-minimum = the minimum
part-the-stretch = the stretch
part-the-segments-facts = the segment's facts
part-the-segments-sum = the segment's sum
part-what-is-assigned = what is assigned
part-a-sum-or-a-count-of-deals = a sum or a count of deals
part-an-activity = an activity
part-the-activities = the activities
part-a-lag = a lag
part-the-map = the map
part-the-files-header-in-quotes-or-a = the file's header in quotes, or a table
part-a-text-a-number-or-a-date = a text, a number or a date
part-the-case = the case
part-the-test-cases = the test cases
part-the-inputs-of-the-case = the inputs of the case
part-the-parameters-of-the-case = the parameters of the case
part-the-coverage = the coverage
part-the-rules-parameters = the rules' parameters
part-the-settings-of-agreements = the settings of agreements
part-the-settings-of-proof = the settings of proof
part-purchase-rate = purchase rate
part-a-note = a note
part-and-more = @ and # more
part-of-a-finding = @ of a finding
finding-client-alike = no deal is with `@`, and deal `@` is with `@`
finding-client-alike-help = write both alike, give the client the other name as its `id`, or list the other as a client of its own

## Plan commands

planned-sales = Planned: { $sum } { $currency } of sales from { $n ->
    [one] { COUNT($n) } deal
   *[other] { COUNT($n) } deals
}.
planned-deals = Planned: { $deals }.
segment = segment
before-period = before the period
conversion = conversion
rests-on = rests on
last-useful = last useful day
quotas = quotas
quotas-by-person = Quotas of { $n ->
    [one] { COUNT($n) } person
   *[other] { COUNT($n) } people
}: `salesplan decompose --by person`.
quota-nobody = with nobody, by rounding
rests-on-mix = the mix of channels
rests-on-mix-funnel = the mix of channels, the funnel says { $rate }
rests-on-measured = { $evidence }, drawn towards { $rate }
rests-on-no-fact = no fact yet, drawn towards { $rate }
rests-on-rule = the rule
rests-on-rule-facts = the rule, from { $evidence }
assumption = assumption
by-week = by week
by-person = by person
by-channel = by channel
by-stage = by stage
by-person_week = by person and week
by-channel_week = by channel and week
nobody-sells-here = Nobody in team.toml sells here.
no-channel-here = No channel of the plan brings leads here.
hours-each = hours
activities = activities
person = person
channel = channel
week = week
cost = cost
for-later = { $stage } for later periods
is-part-of = A part of { $parent }.
is-part-of-assigned = A part of { $parent }, which assigns it { $sum }.
part = part
from = from
until = to
goal = goal
assigned = assigned
parts-not-added = The goals of the parts cannot be added up.
parts-bring = Together the parts are to bring { $sum }, where the goal is { $expected }
parts-bring-times = Together the parts are to bring { $sum }; { $times } times the goal are { $expected }
parts-difference = a difference of { $sum }.
scenarios-title = { $title }: scenarios
variant-leads-for = { $segment }: for a chance of { $chance }
variant-chance = chance of the goal
variant-chance-uncertain = chance, with the evidence's uncertainty
variant-chance-same-leads = chance from the leads as written
variant-lead-costs = cost of leads
variant-revenue = revenue
variant-profit = profit
variant-deals = deals
as-written = as written
with-it = with it
what-if = With { $settings }:
no-figure-changes = No figure of the plan changes.
days = { $n ->
    [one] { COUNT($n) } day
   *[other] { COUNT($n) } days
}
figures-of = Figures of { $plan }
see-above = see above
figures-of-evening = What is known on the evening of { $day }:
figures-of-evening-about = A week may follow what came (`fact`) and what the plan asks for (`due`):
figures-about = After a stage may stand a week, a person or both, and after the first stage a channel:
log-title = { $plan }: who changed the targets
log-nothing = No commit has changed a figure.
log-who = who
log-begun = the plan begins
log-removed = the plan is removed
log-unreadable = the plan cannot be read
log-mended = the plan can be read again
was-is = { $what }: { $before } to { $after }
history-cut-off = History is cut off in this clone, so earlier changes may be missing; `git fetch --unshallow` brings them.
resources-title = { $title }: what it needs, and what there is
as-of = As of { $day }.
no-resources = The plan names no resources: channels, clients who buy again, hours or a budget.
way-of-selling-title = The way of selling
way-part = step
seen = seen
chance-holds = chance that it holds
promised-title = Promised and delivered
promised-title-by = Promised and delivered: { $owner } answers for it
levers-title = { $title }: what each lever does
levers-chance = As planned the goal has a chance of { $chance }, and the plan brings { $average } on average.
levers-no-chance = No chance of the plan can be computed: it names no conversions. It brings { $average } on average.
lever-conversion = { $segment }: one point more, { $step }
lever-average-deal = { $segment }: 10 % larger deals
lever-leads = { $segment }: five leads more
lever-channel-leads = { $segment }: five leads more from { $channel }
lever-cycle = { $segment }: a week less from lead to deal
lever-purchase-rate = { $segment }: one point more of the clients who buy again
lever-client = { $segment }: one client more
lever-head = one unit of
lever-adds = adds to it
lever-adds-average = adds on average
levers-about = Each by itself, with the planned leads as they are.
no-levers = The plan names no conversions, average deals or clients that could be levers.
agree-title = { $title }: what { $name } is asked to agree to
agree-period = From { $from } to { $to }.
agree-period-in = From { $from } to { $to }, in { $currency }.
agree-bring = To bring
agree-part = part
stages = stages
agree-how = How
line-brings = brings
agree-nothing = Nothing is written yet: `salesplan commitments new { $person }` begins it.
agree-company = What the company gives
gives-leads = { $leads } a week from { $channel }
gives-budget = { $sum } for leads in the period
gives-hours = { $hours } selling hours a week, over all people
gives-owner = { $owner } answers for it.
gives-nothing = The plan promises nothing: no leads a week, no budget, no hours.
agree-so-far = So far
agree-digest = Digest of all this:
agreements-title = { $title }: who has agreed
verified = Verified
content = content
recorded-by = recorded by
signature = signature
answer-agreed = agreed
answer-declined = declined
content-intact = as agreed
altered = altered
other-address = not the address of { $name }
not-committed = not committed
signature-good = good: { $signer }
signature-unknown = fits, of an unknown key: { $signer }
signature-none = not signed
signature-bad = bad
signature-cannot_tell = cannot be told: { $signer }
nobody-answered = Nobody has answered yet.
on-record = On record
committed-on = committed
digest = digest
commit = commit
unreadable = cannot be read
countersigned-by = countersigned by { $name }
no-record = Git has no answer on record.
source-signed-unpaid = signed, not paid
source-recurring = recurring
source-open-deal = open deal
source-repeat = repeat
source-new = new
source-new-by = new, { $channel }
source-own-prospecting = own prospecting
diff-title = { $title }: from { $from } to { $to }
work-tree = the work tree
diff-before = before
diff-now = now
diff-same = No difference in meaning.
diff-instead = { $after } { $what } instead of { $before }
diff-so = so { $needs }
diff-chance = The chance of the goal was { $chance }
diff-chance-same = with the { $n ->
    [one] { COUNT($n) } lead
   *[other] { COUNT($n) } leads
} planned before it is { $chance }
diff-chance-now = with those that are planned now { $chance }
must-agree = Must agree again:
diff-organisation = The organisation
diff-rules = Rules and settings
diff-facts = Deals and facts
file = file
rows-before = rows before
rows-now = rows now
by-import = import `{ $profile }`
by-hand = by hand
change-new = new
change-gone = gone
change-other = other fields
change-amount = amount
change-stage = stage
change-expected-close = expected close
change-owner = owner
status-open = open
status-won = won
status-lost = lost
diff-more-deals = And { $n ->
    [one] { COUNT($n) } more deal
   *[other] { COUNT($n) } more deals
}.
diff-follows = What follows
diff-parts = Which change moved what
parts-plan = the plan
parts-organisation = the organisation
parts-rules = the rules
parts-facts = deals and facts
diff-parts-about = Each kind is put in the place of the earlier one in this order, so that the parts sum to the whole.
diff-parts-none = Segments or stages differ, so what each kind of change did cannot be told apart.
headline-chance = chance of the plan
headline-leads = leads needed
headline-revenue = planned sales
headline-fact = reached to date
headline-open = expected of open deals

## Lines that no template writes

verify-same = same
verify-differs = differs
verify-cannot_tell = cannot tell
verify-line = first in line { $n }
verify-all = { COUNT($same) } the same, { COUNT($differs) } differ, { COUNT($unknown) } cannot be told
import-rows = { $read ->
    [one] { COUNT($read) } row
   *[other] { COUNT($read) } rows
} read: { COUNT($added) } added, { COUNT($changed) } changed, { COUNT($same) } unchanged, { COUNT($left) } not understood
import-dry = (nothing was written)
import-closed = newly closed: { COUNT($won) } won, { COUNT($lost) } lost
import-left-out = left out: { COUNT($later) } dated after { $day }, { COUNT($undated) } without any date
import-columns = columns not used: { $columns }
import-read-as-named = read as { $title } ({ $profile })
import-our-columns = our column from theirs
import-unknown-stages = days of stages that the plan does not have: { $columns }
import-row = line { $line }: { $said }
import-row-left = line { $line }: not understood: { $why }
import-kind-deals = deals
import-kind-facts = facts
import-kind-clients = clients
import-read-as = { $source } is read as { $title } ({ $profile }): it has { $marks }, and { COUNT($read) } of its { COUNT($columns) } columns are read
import-folded = rows that belong to the deal of another row: { COUNT($n) }
import-gone = gone: { $n ->
    [one] { COUNT($n) } open deal is not in the file and is marked
   *[other] { COUNT($n) } open deals are not in the file and are marked
} as of { $day }
import-back = come back: { $n ->
    [one] { COUNT($n) } deal
   *[other] { COUNT($n) } deals
} that had been gone
import-part-added = { COUNT($n) } added
import-part-changed = { COUNT($n) } changed
import-part-won = { COUNT($n) } won
import-part-lost = { COUNT($n) } lost
import-part-gone = { COUNT($n) } gone
import-part-back = { COUNT($n) } come back
import-part-left = { COUNT($n) } not understood
import-more = … and { COUNT($n) } more; `--rejected FILE` writes all of them with the reason.
import-refused = Nothing was written: rows were not understood, and --strict is set.

## Names of figures

figure-the-title = the title
figure-of-a-sum = @, sum
figure-the-period = the period
figure-who-answers-for-the-resources = who answers for the resources
figure-the-budget-for-leads = the budget for leads
figure-the-promised-hours-a-week = the promised hours a week
figure-the-promised-budget = the promised budget
figure-the-scenario = the scenario @
figure-the-plan-above = the plan above
figure-what-is-to-bring = what @ is to bring
figure-the-childrens-goals-together-as-a-multiple = the children's goals together, as a multiple
figure-the-head = the head
figure-the-step-of-quotas = the step of quotas
figure-the-quotas-together-as-a-multiple = the quotas together, as a multiple
figure-what-the-goal-counts = what the goal counts
figure-the-goal = the goal
figure-the-minimum = the minimum
figure-the-stretch = the stretch
figure-when-a-sale-counts = when a sale counts
figure-valueadded-tax = value-added tax
figure-the-fixed-costs = the fixed costs
figure-planned-deals = planned deals
figure-planned-sales = planned sales
figure-the-quota-in = the quota in @
figure-the-commitment = the commitment `@`
figure-of-the-commitment = @ of the commitment `@`
figure-the-leads-a-week-that-are-promised = the leads a week that are promised from @
figure-last-useful-day = @, last useful day
figure-the-part-of-the-goal = @: the part of the goal
figure-the-average-deal = @: the average deal
figure-what-the-average-deal-rests-on = @: what the average deal rests on
figure-the-margin = @: the margin
figure-the-commission = @: the commission
figure-the-cost-of-a-lead = @: the cost of a lead
figure-clients-who-buy-again = @: clients who buy again
figure-how-many-of-them-buy-in-an = @: how many of them buy in an interval
figure-days-between-two-purchases = @: days between two purchases
figure-to = @: @ to @
figure-to-what-it-rests-on = @: @ to @, what it rests on
figure-to-days = @: @ to @, days
figure-hours-each = @: @, hours each
figure-where-its-facts-come-from = @: @, where its facts come from
figure-what-it-brings = @: what it brings
figure-for-whom = @: for whom
figure-conversion-from = @: conversion from @
figure-its-cost = @: its cost
figure-the-most-leads-a-week = @: the most leads a week
figure-promised-leads-a-week = @: promised leads a week
figure-with-the-team = @: with the team
figure-team = @: team
figure-first-day = @: first day
figure-last-day = @: last day
figure-hours-a-week = @: hours a week
figure-share = @: share
figure-share-of = @: share of @
figure-ramp = @: ramp
figure-away = @: away
figure-sells-in = @: sells in

## How a figure is derived

how-as-written = as written
how-set-to-see-what-follows = set to see what follows
how-the-sum-over-the-segments = the sum over the segments
how-sales-less-each-segments-margin = sales less each segment's margin
how-each-segments-share-of-its-sales = each segment's share of its sales
how-the-planned-leads-at-what-each-costs = the planned leads at what each costs
how-of-the-goal-and-of-the-channels = of the goal and of the channels
how-sales-less-variable-costs-commission-leads-and = sales less variable costs, commission, leads and fixed costs
how-the-chance-that-the-wins-of-all = the chance that the wins of all segments together bring the goal, each lead won or lost for itself
how-deals-are-counted-in-steps-of-minor = @; deals are counted in steps of # minor units, rounded down
how-its-share-of-profit-and-fixed-costs = its share of profit and fixed costs together, split by largest remainders
how-its-share-of-the-goal-split-by = its share of the goal, split by largest remainders
how-deals-times-average-deal = deals times average deal
how-the-stated-deals = the stated deals
how-measured-and-drawn-towards-the-written-one = measured and drawn towards the written one: @
how-as-written-resting-on = as written, resting on @
how-as-written-an-assumption = as written: an assumption
how-its-part-of-the-goal = its part of the goal
how-the-segments-goal-by-the-average-deal = the segment's goal by the average deal, rounded up
how-the-fewest-deals-that-leave-the-segments = the fewest deals that leave the segment's part of profit and fixed costs after margin, commission and their leads
how-counted-as-certain-nothing-in-the-plan = counted as certain: nothing in the plan says how often it fails
how-at-least-the-deals-from-chances-to = at least the deals from # chances to buy again: binomial
how-at-least-the-deals-from-the-planned = at least the deals from the planned leads, each won with the product of the conversions: binomial
how-rounded-up = @ ÷ @ = @, rounded up
how-the-conversion-of-the-mix-rounded-up = @ ÷ @, the conversion of the mix, rounded up once over all channels
how-measured-drawn-towards-the-written-as-by = measured: @, drawn towards the written @ as by 20 trials
how-the-conversion-rules-answer-from = the `conversion` rule's answer from @
how-as-written-no-fact-speaks-of-it = as written: no fact speaks of it
how-of-the-entries-that-come-so-far = of the entries that come so far through each channel
how-resting-on = resting on @
how-not-written-no-time-passes = not written: no time passes
how-from = @; from @: @
finding-the-count-is-below-0 = the count @ is below 0
finding-has-not-come-yet-today-is = @ has not come yet: today is @
finding-entered-of-segment-by-and-only-entered = # entered `@` of segment `@` by @, and only # entered `@`, with # open in it before
finding-is-no-week = `@` is no week
finding-is-not-a-number-that-can-be = `@` is not a number that can be read in one way only
finding-the-row-has-a-figure-and-no = the row has a figure and no @
label-more-came-here-than-were-there = more came here than were there
label-this-cell = this cell
help-mend-the-row-that-was-too-high = mend the row that was too high; a sum that was paid back is an `amount` below 0
help-look-at-its-day-what-is-only = look at its day; what is only expected belongs to the deals
help-record-what-is-missing-in-or-how = record what is missing in `@`, or how many were open in it: `@` of @
help-leave-the-prefilled-cells-as-they-are = leave the prefilled cells as they are
help-write-thousands-or-a-fraction = write # where the point sets thousands apart, # where it begins the fraction
help-write-digits-and-a-point-before-a = write digits, and a point before a fraction: 1200.50

## What verify finds

finding-verify-no-text = it is no text
finding-verify-no-sources = it names no sources: edited by hand, or not made by salesplan
finding-verify-edited = edited by hand
finding-verify-elsewhere = it names the sources of @ of `@`, and stands where @ of `@` belongs
finding-verify-no-commit = it names no commit, as no committed review does
finding-verify-stands-in = commit @ is not in this branch's history; @ has the same inputs
finding-verify-gone = commit @ is not in this branch's history, nor another with the same inputs
finding-verify-cut-off = commit @ is not in this clone: @
finding-verify-deals-cut-off = the history of its deals is not in this clone: @
finding-verify-deals-rewritten = history was written anew since: the days on which its deals were recorded are others
finding-verify-other-inputs = its inputs are not those of commit @, which it names
finding-verify-no-plan = commit @ has no plan `@` in this folder
finding-verify-unreadable = its plan cannot be read from commit @: @
finding-verify-not-made = it cannot be made again: @
finding-verify-other-day = @ is no day of its week
finding-verify-other-text = made again it says something else
finding-verify-other-source = its sources were edited: made again `@` is another
finding-verify-other-block = its last line was edited
finding-verify-version = made by version @
finding-verify-chart-gone = its chart|page @ is gone
finding-verify-chart-edited = its chart|page @ was edited by hand
finding-verify-chart-other = its chart|page @ is another, made again
finding-verify-chart-foreign = @ is none of its charts
how-what-came-from-to = what came from @ to @
how-signed-from-to = signed from @ to @
how-paid-from-to = paid from @ to @
how-what-sales-left = what sales left by the planned margins, less what was spent on leads (where nothing is recorded, as the leads that came cost by plan) and less the fixed costs that were due
how-each-spread = what each is to bring is spread over their working days: what falls from @ to @
how-deals-spread = the deals of all segments are spread over their days and rounded once: what falls from @ to @
how-goal-spread = the goal is spread over all working days: what falls from @ to @
how-days-over = # % of the planned days, moved back by the lags, are over on @: # of # rounded to #
how-due-by-its-end = what is due by its end less what is due before. By its end: @. Before: @
how-last-working-day = the last working day of the period, @, less the usual days to the deal; a day off falls to the working day before
how-agreed-share = the agreed share of the segment, by largest remainders
how-unclaimed-part = the part of the segment that no agreed share claims, by hours and days at full work
how-who-is-there = who is there, and since when
how-entries-of-person = of the company's whole entries, those that fall to this person: each goes to whoever has begun the next one and is due first
how-fixed-supplies-first = fixed supplies first, the rest by the shares of the mix, by largest remainders
how-recorded-for = recorded for @
how-entered-on = entered @ on @
how-won-without-amount = won on @, without an amount
how-rows = # rows
how-goal-less-what-came = the goal less what came, never below nothing
how-goal-less-in-hand = what is missing less what is signed and does not count yet
how-signed-not-counted = signed, not yet counted on the goal's basis
how-cohort = of the deals that entered between @ and @, and so had # days, those that passed
how-it-passed = it passed
how-it-did-not-pass-yet = it did not pass yet
how-it-did-not-pass = it did not pass
how-counted-passed = what passed between @ and @, of those who were there before and of those who came by @
how-no-stock = no stock is recorded: what came within the step's days before the period stands for it
how-ripe = what came early enough to have had # days
how-what-passed = what passed
how-open-on-evening = what was open on the evening of @
how-answer-of-bundled = the answer of the bundled rule @
how-answer-of-own = the answer of @
how-open-if-all-won = the open deals that count towards the period, if all were won
how-open-times-chance = each open deal times its chance
how-worth-times-chance = its worth times its chance
how-alone-bring = the chance that these deals alone bring what is missing, each won or lost for itself
how-an-open-deal = an open deal
how-without-amount = without an amount: its segment's average deal
how-left-of-amount = what its amount leaves by the planned margin
how-its-amount = its amount
how-in-the-rules-words = in the rule's words


## Rules: listed, run, tested, replayed

rules-title = Rules, in the order in which they are asked
rule-asked = Asked { $asked }. It answers { $answers }.
rule-parameter = parameter
rule-value = value
rule-from = from
rule-meaning = meaning
rule-default = default
rule-none = none
rule-question = { $hook } { $question }, as of { $day }: { $why }
rule-stopped = The rule stopped.
rule-told = What it was told
rule-its-parameters = Its parameters
rule-steps = Step by step
rule-answer = Answer
value-about = { $value }, about { $about }
test-passed = passed
test-failed = FAILED
test-expected-got = - expected, + got
test-expected = expected
test-got = got
test-nothing = nothing
test-all-passed = { $n ->
    [one] { COUNT($n) } case passed
   *[other] { COUNT($n) } cases passed
}
test-some-failed = { $passed }, { COUNT($failed) } failed
replay-title = The rule { $hook } replayed · { $title }
replay-beside-bundled = { $rule } beside the bundled rule, over { $evenings }
replay-beside = { $rule } beside { $current }, over { $evenings }
replay-from-to = { " " }from { $from } to { $to }
replay-against = , against what had happened by { $day }
replay-cut-off = History is cut off in this clone, so earlier evenings may be missing.
replay-evenings = { $n ->
    [one] { COUNT($n) } evening
   *[other] { COUNT($n) } evenings
}
replay-chances = { $n ->
    [one] { COUNT($n) } chance
   *[other] { COUNT($n) } chances
}
replay-rates = { $n ->
    [one] { COUNT($n) } rate
   *[other] { COUNT($n) } rates
}
replay-days = { $n ->
    [one] { COUNT($n) } day
   *[other] { COUNT($n) } days
}
replay-entries = { $n ->
    [one] { COUNT($n) } entry
   *[other] { COUNT($n) } entries
}
replay-said = said
replay-how-many = how many
replay-on-average = on average
replay-happened = happened
replay-brier = Brier score
replay-log-loss = log loss
replay-current = current rule
replay-changed = changed rule
replay-difference = difference
replay-error = its standard error
replay-base = always { $share }, as it came
replay-current-said = What the current rule said, and what happened
replay-changed-said = What the changed rule said, and what happened
replay-worse = The Brier score is worse by more than the margin of { $margin }.
replay-not-worse = The Brier score is not worse by more than the margin of { $margin }.
replay-place = place
replay-before = before
replay-why-now = why now
replay-why-before = why before
replay-nothing = Nothing that was foreseen has been decided yet, so there is nothing to score.
replay-lower = Lower is better.
replay-settled = All { $chances } of { $deals } on evenings until { $day }, { $wait } before the end; a deal that is still open counts as not won.
replay-too-few = Too few for a standard error.
replay-decided = Deals that were decided
replay-decided-about = { $chances } of { $deals } on any evening. Quick decisions weigh too much here, and deals that nobody closes are missing.
replay-since = { $n ->
    [one] { $chances } of { $deals } that was won or lost since. No evening is { $wait } ago yet, so quick decisions weigh too much.
   *[other] { $chances } of { $deals } that were won or lost since. No evening is { $wait } ago yet, so quick decisions weigh too much.
}
replay-entries-about = { $entries } that had time to pass, each counted for every evening from which it was foreseen: { $deals }, or steps where only counts are known.
replay-not-scored = Not scored:
replay-still-open = { $chances } of deals that are still open
replay-without-trials = { $rates } of steps that nobody entered since with time to pass
replay-deals-gone = { $chances } of deals that are not in the files any more
replay-steps-gone = { $rates } of steps that the plan does not have any more
replay-order = How the order changes
replay-open = open deals
replay-alike = alike
replay-of-first = of the first
replay-stay = stay
replay-alike-about = Alike is Kendall's tau: +1 for the same order, −1 for the reverse.
replay-first-deals = The first deals of { $day }
replay-of-open = Of { $n } open deals; `--format json` has all.
replay-rises = What rises most
replay-falls = What falls most
replay-left-out = Left out
replay-left-more = and { $n } more, which `--format json` has

## What commands say of themselves, as they write it

said-nothing-recorded = Nothing was recorded.
said-nothing-written = Nothing was written.
said-nothing-was-written = @ (nothing was written)
said-recorded = Recorded: @.
said-recorded-many = Recorded: # figures; @.
said-replaced = Replaced: @.
said-as-it-was = As it was: @.
part-as-it-was = @; As it was: @
part-replaced = @; Replaced: @
part-to-people = @ to @, # people
part-days-to = @ to @, @
said-recorded-already = recorded already: @
said-recorded-already-note = Recorded already: @
part-from-an-import = @, from an import)
help-add-or-replace = --add adds to it, --replace puts the new figure in its place; what an import brought is mended where it comes from
said-nothing-to-record = nothing to record
help-name-the-figures = name the figures, such as `lead=4 meeting=2`; on a terminal each is asked for
said-no-line-has-a-figure = no line of @ has a figure
help-fill-count-and-amount = fill the columns `count` and `amount`
said-one-week-at-a-time = figures are recorded for one week at a time
help-name-one-of-the-weeks = name one of them
help-record-what-happened = record what happened; what is expected belongs to the deals
help-say-it-in-deals = say it in deals.csv: the day in the deal's column `entered.STAGE`, or `won` and the day in `status` and `closed`
help-status-for-the-measures = look at `salesplan status` for the measures
said-weeks-not-in-period = none of these weeks is in the plan's period
help-it-runs-from = it runs from @
said-what-happened = @: what happened? Enter skips.
said-ask-week = Week [@]:
said-ask-person = Person (@):
said-ask-channel = Channel (@):
said-week-is-written = A week is written as 2026-W45.
said-there-is-no = There is no `@`.
said-ask-again = Add to it, replace it, or leave everything as it is? [a/r/Enter]:
said-ask-write-down = Write it down? [Y/n]:
said-no-figure-text = `@` is not a figure
help-write-measure-count = write MEASURE=COUNT or MEASURE=COUNT:SUM, such as lead=4 or deal=2:350000
said-has-no-figure = `@` has no figure
help-number-after-equals = write a number after the `=`
said-why-given-up = why is it given up?
help-with-comment = say it with --comment
said-promise-on-a-day = a promise is made on a day, not in a week
help-day-with-as-of-or-today = name the day with --as-of, or nothing for today
said-what-is-to-be-done = what is to be done?
help-in-words-or-proposal = say it in words, or name a proposal of `salesplan action list`
said-target-of-0 = a target of 0 is reached already
help-name-how-many = name how many: --target 6
said-promise-has-owner = a promise has an owner and a day
help-owner-and-due = add --owner PERSON and --due DATE
said-before-promised = @ is before @, on which it is promised
help-later-due = name a later day with --due
said-no-deal = there is no deal `@`
help-deals-lists = `salesplan deals` lists the open ones
said-decision-about = a decision is about a deal or a client
help-deal-or-client = add --deal ID or --client NAME; without --decision it is a promise
said-cannot-be-written = it cannot be written: @
help-by-hand = write it into the file by hand
said-added = Added @: @, @, by @.
said-no-client = there is no client `@`
said-week-outside = week @ is outside the plan's period, @
help-say-in-words = say what is to be done in words
said-no-proposal = there is no proposal # for @
help-action-list = `salesplan action list` lists them
said-taken-already = proposal # is taken on already, as @: @
help-action-list-once-more = `salesplan action list` shows it; say it in words to promise it once more
said-no-action = there is no action `@`
said-ended-already = `@` ended on @ already
help-add-a-new-action = add a new one with `salesplan action add`
said-added-later = `@` was added on @, which is later
help-name-the-day = name the day with --as-of
said-not-in-a-block = `@` is not written in a block of its own in @
help-under-action = write each under a line [[action]], or change it by hand
said-done = Done: @, @.
said-dropped = Dropped: @, @.
said-committed-as = Committed as @.
said-committed-path = Committed @ as @.
said-no-work-tree = there is no work tree to write into
help-clone-or-commit = run it in a clone with files, or with --commit
help-clone-or-print = run it in a clone with files, without --at; or --print
said-no-experiment = there is no experiment `@`
help-experiments-none = there is none yet: `salesplan experiments new` begins one
help-begin-new-experiment = begin a new one with `salesplan experiments new`
said-experiment-on-a-day = an experiment begins and ends on a day, not in a week
said-begins-later = `@` begins on @, which is later
help-remove-or-other-day = remove it from the file, or name another day with --as-of
said-not-in-a-table = `@` is not written in a table of its own in @
help-under-experiment = write it under a line [experiment.@], or change it by hand
said-stopped = Stopped @: @.
said-no-arm = `@` has no arm `@`
said-adopted = Adopted @ of @: @ = @.
said-adopted-nothing = Adopted @ of @: nothing changes in the plan.
said-adopted-no-figure = Adopted @ of @: no single figure of the plan holds it, so plan.toml stays as it is.
said-is-done-now = `@` is what is done now
help-end-it-with-stop = end it with `salesplan experiments stop @`; --anyway adopts it all the same
said-not-shown-better = `@` has not been shown to be better: @
help-wait-or-stop = wait, or stop it; --anyway adopts it all the same
said-something-else = something else may explain the lead of `@`: @
help-see-experiment = see `salesplan experiments show @`; --anyway adopts it all the same
said-given-by-rule = @ is given by the rule `conversion`
help-write-a-rate-first = write a rate in its place first, or stop the experiment and let the rule see the facts
said-does-not-stand-in = @ does not stand in @
help-change-and-stop = change it by hand, and stop the experiment
said-experiment-there-already = there is an experiment `@` already
help-another-id = give this one another id
said-cannot-write-id = `@` cannot be written
help-letters-in-its-id = use letters, digits, `-` and `_` in its id
said-playbook-worked-by-already = Version @ of the playbook of @ is worked by from @ on, as it was already.
said-playbook-worked-by-them-already = Version @ of the playbook of @ is worked by from @ on by @, as it was already.
said-playbook-worked-by-them = Version @ of the playbook of @ is worked by from @ on by @.
said-playbook-worked-by = Version @ of the playbook of @ is worked by from @ on.
said-playbook-try = To see whether it is better: @
said-playbook-draw = To tell the text from the people and the weeks, draw the version of each deal by lot, and name it in its column @.
said-playbook-none = `@` has no playbook
help-playbook-write-one = write one: `@`
said-playbook-no-version = `@` has no version `@`
said-playbook-several = people work by several versions: @
help-playbook-name-one = name one with --version, or somebody with --person
said-playbook-not-begun = no version has begun by @
help-playbook-another-evening = name one with --version, or another evening with --as-of
said-playbook-on-a-day = a playbook begins on a day, not in a week
help-playbook-from = name the day with --from, or nothing for today
said-playbook-is-no-file = @ is no file
said-playbook-too-large = @ has # bytes; a playbook has # at most
said-playbook-is-no-utf8 = @ is no UTF-8 text
said-playbook-is-empty = @ is empty
said-playbook-is-no-text = @ is no text
help-playbook-name-a-text = name a text in Markdown, saved as UTF-8
said-playbook-there-already = @ is there already, with another text
help-playbook-move-it-away = move it away, or give the version another name with --version
said-playbook-is-version-already = this text is version `@` of `@` already
help-playbook-let-it-come-back = leave --version out to let it come back, or change the text
said-playbook-has-another-text = version `@` of `@` has another text
help-playbook-give-another-name = give the new text another name, or leave --version out
said-playbook-no-name = `@` is no name of a version
help-playbook-name-letters = use letters, digits, `-`, `_` and `.`, 40 at most
said-no-step = the plan has no step `@`
help-no-funnel = no segment of the plan has a funnel
said-several-have-stage = several segments have a stage `@`
said-playbook-no-two = the playbook of `@` has no two versions
help-playbook-make-it-a-version = make the new text a version: `@`
said-cannot-be-added-to = @ is no file that can be added to
said-register-cannot-be-added-to = @ cannot be added to
help-versions-as-tables = write versions as [[playbook]] tables, the last things of the file
said-began = Began @: @. @
said-several-segments = the plan has several segments
help-name-one-segment = name one with --segment: @
said-no-arm-text = `@` is no arm
help-arm-keys = write ID=KEY:VALUE, such as call=tag:call-first; keys are tag, channel, person, from and to
part-arms-need = Each of # arms needs # cases; at # a week that takes until @.
part-arms-need-none = Each arm needs # cases, and lately none come.
part-cases-cannot-be-told = How many cases it needs cannot be told: nothing says how much one differs from the next.
said-this-needs = at # cases a week this needs @: # for each of # arms, and it ends on @
said-none-came = this needs # cases of each arm, and none came in the eight weeks to @
said-nobody-knows = nothing says how much one case differs from the next, so nobody knows how many it takes
help-cases-per-arm = record the amounts of won deals, or say how many it needs with --cases-per-arm; --anyway writes it all the same
help-bigger-change = test a bigger change: until @ an effect of @ would show; --anyway writes it all the same
help-bigger-or-earlier = test a bigger change: until @ an effect of @ would show; or an earlier stage, to which more come: @; --anyway writes it all the same
help-no-effect = no effect would show until then; give it longer; --anyway writes it all the same
help-no-effect-or-earlier = no effect would show until then; give it longer; or an earlier stage, to which more come: @; --anyway writes it all the same
part-n-weeks = # weeks
part-n-months = # months
part-ten-years = more than ten years
part-n-points = # points
part-n-days = # days
said-no-such-format = this command does not write @
help-it-writes = it writes @
help-there-is-none-init = there is none yet: `salesplan init`
help-write-one-init = write one with `salesplan init`
said-no-workspace = there is no workspace here or above: neither salesplan.toml nor plans/
help-begin-init-or-demo = begin one with `salesplan init`, or see one at work with `salesplan demo`
said-no-workspace-in-revision = there is no workspace in revision @: neither salesplan.toml nor plans/
help-begin-and-commit = begin one with `salesplan init` and commit it, or name another revision
said-at-needs-git = --at needs a git repository
help-inside-or-without-at = run it inside one, or leave --at out
said-needs-git = this needs a git repository, and there is none here
help-init-commit = `git init`, then commit the plan
said-no-commits-yet = branch @ has no commits yet, and reviews are made from what is committed
help-commit-the-plan = commit the plan: @
said-branch-no-commits = the branch has no commits yet
said-branch-no-commits-2 = the branch has no commits
help-commit-first = commit the plan first
said-only-review-several = only `review` takes several weeks
help-look-ahead = to look ahead, as if nothing more happened: --as-of @
said-is-not-over-committed = @ is not over, so what happened up to it cannot be committed: today is @
help-commit-when-over = commit it when @ is over; a review of what is there so far: --as-of @
said-no-week-ended = no week of the plan has ended yet: it runs from @
help-week-to-look-at = name a week to look at: --week @
said-day-before-period = @ is before the plan's period, @
help-first-day-is = the first day is @
help-last-week-is = the last week is @
help-first-week-is = the first week is @
said-uncommitted = note: read with uncommitted changes in @
said-list-by-hand = note: the list of reviews was edited by hand, so it is left as it is
said-could-not-be-written = note: @ is committed, but could not be written to the folder; to have it there: `git restore @`
said-cut-off = this clone's history is cut off, so the review would compare with less than there is
help-unshallow = fetch the whole history: `git fetch --unshallow`
said-cut-off-states = note: this clone's history is cut off, so earlier states of the deals may be missing: `git fetch --unshallow`
said-states-unreadable = note: # earlier states|state of the deals cannot be read and are|is left out
said-edited-by-hand = @ was edited by hand, and a review never overwrites that
help-drop-or-keep = to drop the edit: @; to keep it, leave this week as it is
said-committed-later = @ is committed as of @, which is later
help-print-earlier = print the earlier evening without --commit
said-up-to-date = @ is up to date.
said-every-week = Every week has its review.
said-is-not-over-note = note: @ is not over, and more may happen until then
said-nothing-to-review = The workspace has no plan yet, so there is nothing to review.
said-lang-is-for-reading = --lang is for reading; what is committed is in the language of the workspace
help-set-locale = set `locale` in salesplan.toml
said-commit-writes-markdown = --commit writes Markdown and charts, and prints no page
help-html-without-commit = leave --commit out to print the review with --format html
said-left-out = note: left out, since it is not committed: @
said-for-as-written = --for takes the plan as it is written
help-set-shows-whole = --set and --scenario show figures of the whole plan: leave them out
said-nobody-and-no-team = nobody and no team in team.toml is `@`
said-nobody-in-team = nobody in team.toml is `@`
said-no-team = the plan has no team.toml: write who sells
said-for-one-week = --for is about one week
help-single-week = name a single week with --week
said-no-week-among = no week of the plan is among them: it runs over @
help-weeks-of-period = name weeks of the period: @
said-pushed = Pushed @.
said-moved-again = @ has moved: the review is made again on top.
said-wrote-draft = Drafted @ with @. Change it until it is the person's own plan.
part-n-lines = # lines
part-1-line = 1 line
said-there-already-draft = @ is there already, and a draft does not overwrite it
help-print-draft = --print shows the draft
said-plan-asks-nothing = the plan asks nothing of @
help-whose-quotas = `salesplan decompose --by person` shows whose quotas there are
said-written-to = @ Written to @.
said-how-to-agree = Nothing is recorded. To agree to exactly this: `salesplan agree @`; to decline: add @.
said-to-countersign = To countersign: `salesplan agree @`.
said-answer-on-record = This very answer is on record already.
said-nobody-to-countersign = nothing says who countersigns
help-name-by-or-head = name them with --by, or as `head` in team.toml
said-has-not-written = @ has not written how the sum will come, so there is nothing to agree to
help-commitments-new = `salesplan commitments new @` writes a draft to change
said-sets-nothing = `@` sets nothing
help-figure-value = write FIGURE=VALUE, such as new.meeting.conversion=35%
said-no-scenario = the plan has no scenario `@`
said-no-scenarios = the plan has no scenarios
said-another-running = another salesplan is changing files here
help-try-again = try again when it has ended
said-imported-committed = Nothing was committed.
said-nothing-changed = Nothing has changed; no commit was made.
said-no-profile-knows = no profile knows the headers of @
help-name-a-profile = name one: --profile NAME (`import --list-profiles`), or draft one: `import new-profile FILE`
said-no-import-profile = there is no import profile `@`
said-may-be-of-several = @ may be of several profiles: @
help-say-which-profile = say which: --profile @
said-look-at-it = Look at it, write it to profiles/NAME.toml, and try it: import FILE --profile NAME --explain
said-no-cases-of-rule = note: @ has no test cases; they would stand in @
said-no-cases = no test cases: there is no @; `salesplan rules new @` writes one
said-wrote-rule = Wrote @.
said-rule-there = @ is there already
said-replaying = replaying @ of @ weeks
said-replay-needs-git = a replay goes through git history, and there is no git repository here
help-commit-week-by-week = `git init`, and commit the plan week by week
said-no-right-order = there is no right order, so a priority rule has no score that --margin could bound
help-leave-margin = leave --margin out, and look at how the order changes
said-wait-only-probability = --wait says how long deals are given to be decided, and only a probability rule is asked for that
help-leave-wait = leave --wait out
said-cut-off-snapshots = note: history is cut off in this clone, so earlier snapshots may be missing; `git fetch --unshallow` brings them
said-nothing-scored = note: nothing could be scored yet, so the margin was not checked
said-no-snapshot = no snapshot of the plan can be replayed (@)
help-commit-deals-weekly = commit the plan's deals and facts week by week; --from and --to choose among what is committed
said-cannot-be-replayed = a @ rule cannot be replayed: nothing that happens later says which answer was right
help-held-against = conversion and probability are held against what happened, and priority against the present order
said-no-hook = there is no hook `@`
said-rule-not-asked = the @ rule is not asked by @
help-name-the-question = name the question: @
said-asked-nothing = the @ rule is asked nothing for this evening
help-another-evening = look at another one with --week or --as-of
said-not-asked-for = the @ rule is not asked for @ on this evening
help-asked-for = it is asked for @
said-asked-questions = the @ rule is asked # such questions
help-name-one = name one: @
said-not-a-file = @ is not a file
help-name-a-script = name a script
said-cannot = cannot @ @: @
said-nothing-trusted = Nothing was trusted.
said-as-of-before = @ (--from) does not come before @ (--to)
help-ancestor-of-to = name an ancestor of --to
said-no-history = there is no history: the workspace is in no git repository
said-no-deal-counts = no deal is listed that counts towards the period
help-deals-stand-in = deals stand in @
said-day-names-as-of = an answer has a day and no week
help-as-of-is-the-day = --as-of DATE is the day of the answer; default: today
said-several-weeks-import = `import` writes files, so it takes neither --at nor --week
help-as-of-known-by = --as-of DATE brings in what was known by a day
said-no-review-of = there is no review of @
said-no-review-of-plan = there is no review of a plan `@`
said-reassigned = @ takes over from @: @
said-nobody-from-themselves = nobody takes over from themselves
help-somebody-else = name somebody else with --to
said-written-look = Written: @. Look at it with `salesplan diff`.
said-no-open-deal = `@` is no open deal of @

## What commands say of rules, profiles and measures

said-the-bundled-rule = the bundled rule, since there is no @
said-of-this-workspace = @ of this workspace
said-asked-days = for every planned day of every segment
said-asked-sellers = for everybody who sells in a segment
said-asked-steps = for every funnel step
said-asked-deals = for every open deal
said-asked-deals-after = for every open deal, after `probability`
said-asked-deals-then-plan = for every open deal after `priority`, then for the plan
said-asked-plan = for the plan, last
said-answers-day = what the day counts for beside the others: a number from 0 to 1,000
said-answers-quota = what their quota weighs beside the others: a number from 0 to 1,000,000
said-answers-rate = the rate expected from now on, above 0 and at most 1
said-answers-chance = the chance that it is won, 0 to 1
said-answers-score = @ the highest score comes first
said-answers-findings = @ the company's own findings
said-answers-notes = @ notes for the review
said-about-planned-weight = how many trials the planned rate counts for; at least 1
said-about-grace = days that a deal may wait at full chance in any case; at least 1
said-about-patience = a deal may wait this many times the usual days of its way at full chance
said-about-way-weight = how many deals of the company's own the way before a deal counts for; at least 1
said-about-without-stage = the chance of a deal whose stage is not known
said-about-biggest-share = part of the goal from which on the biggest open deal is named
said-about-biggest-weight = likewise when it is the biggest open deal
said-about-enough-deals = how many deals must have left a stage for its usual days to be known
said-about-large = a deal of this amount or more is large; else large_factor says
said-about-large-factor = a deal of this many average deals or more is large
said-about-large-weight = what a large deal's score is multiplied by
said-about-likely = chance from which on a deal is called likely
said-about-no-next-step = likewise without a next step
said-about-overdue = likewise with a next step that is overdue
said-about-passed = likewise when the expected close has passed
said-about-priority = likewise with the tag `priority`
said-about-pushed-often = how often a close was moved later for the deal to count as pushed
said-about-pushed-weight = likewise when its close was pushed often
said-about-silent-days = days without activity from which on a deal counts as silent while the usual days of its stage are not known
said-about-silent-weight = likewise when the client is silent
said-about-soon-days = days before the expected close within which a deal counts as closing
said-about-soon-weight = likewise when it closes soon
said-about-waiting = likewise when it stays in its stage longer than its way usually takes
said-profile-bitrix-en = Bitrix24 deals
said-profile-bitrix-history = Bitrix24 history of stages
said-profile-clients = Clients with plain headers
said-profile-deals = Deals with plain headers
said-profile-facts = Facts with plain headers
said-profile-leads = Leads, one a row
said-profile-hubspot = HubSpot deals
said-profile-pipedrive = Pipedrive deals
said-profile-salesforce-history = Salesforce history of opportunities
said-profile-salesforce = Salesforce report on opportunities
said-profile-log = Log of stages
said-profile-zoho = Zoho deals
said-ask-sum = @, a sum:
said-ask-count-sum = @, COUNT:SUM:
said-ask-last-week = @ (last week @):
said-ask-sum-last-week = @, a sum (last week @):
said-ask-count-sum-last-week = @, COUNT:SUM (last week @):
said-measure-paid = paid
said-measure-shipped = shipped
said-measure-spend = spent on leads
said-measure-hours = hours of selling
said-ask-hours = hours of selling:

## What stands in what commands say

help-change-or-move = change it, or move it out of the way first; `salesplan rules test @`
help-explain-lists = `salesplan explain` lists the names; a week, person or channel may follow a stage
help-explain-near = did you mean `@`? `salesplan explain` lists the names; a week, person or channel may follow a stage
help-write-a-scenario = write one in plan.toml: [scenario.careful] with lines such as @
said-no-revision = there is no revision "@"
said-os-missing = No such file or directory (os error #)
said-os-denied = Permission denied (os error #)
said-os-directory = Is a directory (os error #)
said-verb-read = read
said-verb-write = write
said-verb-enter = enter
said-verb-look-at = look at
said-verb-look-into = look into
said-takes-over = @ takes over from @:
said-committed-lines = # committed line|lines
said-must-agree = Must agree again: @.
said-no-amount = @, no amount

## Promises that cannot be meant

finding-decision-about-nothing = decision `@` is about no deal and no client
finding-action-owner-left = `@` is due on @, and the last day of `@` is @
finding-action-deal-unknown = `@` is about deal `@`, and there is none
finding-action-client-alike = `@` is about client `@`, and there is only `@`
label-about-what = about what?
label-due-after-the-last-day = due after the last day
help-name-its-deal = name its `deal` or `client`; without `kind` it is a promise
help-another-owner = name another owner, or an earlier day
said-due-after-last-day = it is due on @, and the last day of `@` is @

## Figures as they are typed

said-is-an-activity = `@` is an activity
help-write-activity = write activity.@
help-write-zero-or-more = write 0 or more; to mend a figure that was too high, write the right one with --replace
finding-week-has-not-come-yet = week @ has not come yet: today is @

## Rules as they are written

said-wrote-rule-and-cases = Wrote @ and @. Now:
said-change-them = 1. change them: what the rule is to answer, then the rule
said-no-hook-said = @ does not say which hook it answers
help-name-after-hook = name it after its hook, such as probability.rhai or shorter.probability.rhai, or say --hook; hooks are @
said-for-people = --sheet and --message are for people, and have no figures of their own
help-leave-out-for-json = leave them out: `salesplan review --format json` has all figures

## The demo

said-reviewed = reviewed @
said-demo-this-is = This is @. Try next, in @
said-demo-install = (the program installs with: cargo install --path crates/salesplan):
said-demo-decompose = salesplan decompose @ the goal asks for: deals, meetings, leads
said-demo-deals = salesplan deals --week @ open deals in order, with reasons
said-demo-status = salesplan status --week @ it stood two weeks before
said-demo-log = git log @ the history that the reviews were made from
said-demo-then = Then change @ or @ and run `salesplan check`.
said-demo-is-not-empty = @ is not empty
said-demo-is-here = @ is the folder you are in
help-demo-folder = name another folder: `salesplan demo FOLDER`
said-demo-experiments = salesplan experiments list @ ways of selling held against each other
how-low-end = what came and what the open deals bring, each won or lost for itself: in one case of ten no more
how-high-end = what came and what the open deals bring, each won or lost for itself: in one case of ten more
how-won-on = won on @
how-lost-on = lost on @
how-won-undated = won, nobody says when
how-lost-undated = lost, nobody says when
