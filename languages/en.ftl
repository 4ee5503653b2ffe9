# The program's words in English.
#
# A message is said by its name; the other catalogues have the same names. Counts are written
# with COUNT; sums, rates, chances and days arrive as they are to be read.

## Figures and days

number-group = ,
number-decimal = .
percent = { $n } %
chance-under = under { $n } %
chance-over = over { $n } %
points = { $n } points
day = { $day } { $month ->
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
full-day = { $day } { $month ->
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
from-to = { $from } to { $to }
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
from-leads = { $deals } from { $leads }
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
row-before-start = of it before the period { $fact } of { $plan }
to-date-head = to date, { $day }
week-head = week, { $from } to { $to }
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
   *[other] { COUNT($certain) } of them counted as certain
}
open-bring = by { $n ->
    [one] its chances it brings
   *[other] their chances they bring
} { $sum } of the { $missing } still to bring.
open-chance = Without any new deal the chance of the goal would be { $chance }.
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
coming = Next, { $from } to { $to }:
coming-plan = { $sum } { $done ->
    [profit] of profit
    [signed] signed
    [shipped] shipped
   *[paid] paid
} by the plan
coming-deals = { $deals } by the plan
coming-last-day = after { $day } { $stage } no longer count for this period
coming-supply = { COUNT($n) } can be had until then
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
slips = put off
most-left = the most it may bring among those left
note-average = has no amount of its own and is valued at its segment's average deal.
note-not-as-of = no date says what was known that evening: stage or amount may be of a later day.
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
movement-basis-review = The start is what the review of { $week } was made from.
movement-basis-history = No review was committed before: the start is what was recorded of the deals by then.
movement-basis-dates = No review was committed before, and nothing was recorded: the start is what the dates of the deals say. What has no date is as it is now, and deals that are gone cannot be seen.
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
finding-place = ({ $file }, line { $line })
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
own-plan = The own plan
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
lesson-conversion = { $segment }, { $step }: planned { $plan }, seen { $seen } ({ $grounds }): { $way }.
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
promised-kept = { COUNT($kept) } kept, { COUNT($broken) } broken
promised-came = { $promised } promised, { $came } came
propose-next-step = { $deal }: agree on a next step
propose-overdue-step = { $deal }: do what is overdue: { $step }
propose-new-close = { $deal }: learn when it will close
propose-bring = { $segment }: { $count } { $stage }
propose-find = { $segment }: find where { $count } more { $stage } can come from
propose-develop = { $segment }: develop the way from { $from } to { $to }

## Charts

people-title = By person
channels-title = Leads by channel
to-date = to date

chart-goal = The way to the goal
chart-goal-about = { $fact } reached, where the plan asks for { $plan }; the goal is { $goal }
chart-goal-line = goal
chart-funnel = Plan and fact of every stage to date
chart-leads = Leads by channel to date
chart-bar = { $what } { $fact } of { $plan }
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
reason-silent-usual = silent for # day|days (usual here: #)
reason-silent = silent for # day|days

## Findings, as they are written where they are found; see language/phrases.rs

finding-unexpected = @ is not read by anything
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
finding-dates-reversed = the dates of deal `@` run backwards: @ comes after @
finding-won-without-date = deal `@` is won, but not when
finding-undated = no day says when deal `@` came as far as it is; it is not counted there
finding-fact-outside = @ is outside the plan's period and counts nowhere
finding-won-not-counted = segment `@` counts entered facts and has none, but # of its deals are won
finding-won-differs = from @ to @ deals of @ were won, and @ are signed in the facts
finding-line-left-out = line # is left out: @
