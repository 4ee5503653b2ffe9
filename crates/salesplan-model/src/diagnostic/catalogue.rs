//! Every kind of finding, once. A test in `tests/` demands a case for each.

use super::{Kind, Severity};

macro_rules! catalogue {
    ($($name:ident = $severity:ident $id:literal, $about:literal;)+) => {
        $(#[doc = $about] pub static $name: Kind = Kind { id: $id, severity: Severity::$severity, about: $about };)+

        /// All kinds, in the order of the catalogue.
        pub static CATALOGUE: &[&Kind] = &[$(&$name),+];
    };
}

catalogue! {
    // Reading files.
    NOT_TEXT = Error "not-text", "A plan file is not UTF-8 text.";
    FILE_TOO_LARGE = Error "file-too-large", "A file is larger than the limit for its kind.";
    NOT_A_FILE = Error "not-a-file", "A link, a folder or something else stands where a file belongs; links are not followed.";
    TOML_SYNTAX = Error "toml-syntax", "A file is not valid TOML.";
    UNKNOWN_KEY = Error "unknown-key", "A key has no meaning in its place.";
    MISSING_KEY = Error "missing-key", "A required key is missing.";
    WRONG_TYPE = Error "wrong-type", "A value has another type than its key asks for.";
    UNKNOWN_VALUE = Error "unknown-value", "A value is not one of those its key allows.";
    INVALID_ID = Error "invalid-id", "An id has characters that ids do not have.";
    DUPLICATE_ID = Error "duplicate-id", "Two things of the same kind have the same id.";
    UNKNOWN_SCHEMA_VERSION = Error "unknown-schema-version", "The file is of a format version that this program does not read.";
    UNEXPECTED_FILE = Warning "unexpected-file", "A file in the plan's folder is not read by anything.";
    MISSING_FILE = Error "missing-file", "A plan's folder has no plan.toml.";

    INVALID_PIN = Error "invalid-pin", "A file is pinned that cannot be, or to something that is no full commit id or no path in a commit.";
    PINNED_TWICE = Error "pinned-twice", "A pinned file stands in the plan's folder as well.";
    PIN_NOT_FOUND = Error "pin-not-found", "A pinned file cannot be read: its commit is not in this clone, or has no such file.";

    // Values.
    INVALID_RATE = Error "invalid-rate", "A rate is not above 0 and at most 1.";
    PERCENT_SIGN_FORGOTTEN = Error "percent-sign-forgotten", "A rate above 1 would be one as a percentage.";
    INVALID_EVIDENCE = Error "invalid-evidence", "Evidence says neither '15 of 52, 2026-Q3' nor which days' facts are to be read.";
    EVIDENCE_NOT_PAST = Error "evidence-not-past", "Facts that a planned figure is to rest on are not all from before the period.";
    INVALID_MONEY = Error "invalid-money", "A sum of money cannot be read exactly.";
    INVALID_COUNT = Error "invalid-count", "A count is not a whole number of the allowed size.";
    NEGATIVE_COUNT = Error "negative-count", "A count is below 0.";
    INVALID_DATE = Error "invalid-date", "A date is not of the form 2026-10-01.";
    INVALID_EXCHANGE_RATE = Error "invalid-exchange-rate", "A rate of exchange is no number above 0, or is one for the plan's own currency.";
    INVALID_VAT = Error "invalid-vat", "What a sum says of its tax is none of 'included', 'excluded' and a rate below 100 %.";
    NO_VAT_RATE = Error "no-vat-rate", "A sum is with tax and the goal without it, or the other way round, and nothing says how much the tax is.";
    INVALID_COMMAND = Error "invalid-command", "A source's command is not a program with arguments, or may run for no time or longer than a day.";
    UNKNOWN_CURRENCY = Error "unknown-currency", "A currency is not a three-letter code in capitals.";

    // Calendars and periods.
    UNKNOWN_CALENDAR = Error "unknown-calendar", "A plan or salesplan.toml names a calendar that is neither in calendars/ nor bundled.";
    CALENDAR_DOES_NOT_COVER = Warning "calendar-does-not-cover", "The plan reaches into a year of whose days off its calendar says nothing.";
    UNKNOWN_WEEKDAY = Error "unknown-weekday", "A work week has a word that is no weekday, or no day at all.";
    INVALID_YEAR = Error "invalid-year", "A calendar speaks of something that is not a year.";
    DAY_OUTSIDE_YEARS = Error "day-outside-years", "A calendar has a day of a year that it does not speak of.";
    DAYS_OFF_TOO_LONG = Error "days-off-too-long", "Days off, or work days, from a first to a last day are more than a year.";
    OFF_AND_WORKED = Error "off-and-worked", "A calendar has the same day off and worked.";
    INVALID_PERIOD = Error "invalid-period", "A period in words is none of '2026-11', '2026-Q4' and '2026'.";

    // The plan.
    NO_CURRENCY = Error "no-currency", "Neither the goal nor salesplan.toml names a currency.";
    PERIOD_REVERSED = Error "period-reversed", "The period ends before it begins.";
    PERIOD_TOO_LONG = Error "period-too-long", "The period is longer than ten years.";
    LEVELS_OUT_OF_ORDER = Error "levels-out-of-order", "A goal's minimum, target and stretch do not rise.";
    PROFIT_WITH_VAT = Error "profit-with-vat", "A goal in profit is stated with value-added tax.";
    SEGMENT_PART = Error "segment-part", "A segment does not give exactly one of amount, share and deals.";
    MISSING_AVERAGE_DEAL = Error "missing-average-deal", "A segment's sum cannot be turned into deals without its average deal.";
    MISSING_MARGIN = Error "missing-margin", "A goal in profit asks for a segment's margin.";
    PURCHASE_WITH_FUNNEL = Error "purchase-with-funnel", "A segment has both a purchase rate and a funnel.";
    UNKNOWN_FUNNEL = Error "unknown-funnel", "A segment names a funnel that the plan does not have.";
    UNUSED_FUNNEL = Warning "unused-funnel", "No segment uses the funnel.";
    EMPTY_FUNNEL = Error "empty-funnel", "A funnel has no stages.";
    MISSING_CONVERSION = Error "missing-conversion", "A stage before the last has no conversion to the next.";
    CONVERSION_AFTER_LAST = Error "conversion-after-last", "The last stage has a conversion, but nothing follows it.";
    INVALID_LAG = Error "invalid-lag", "A lag gives neither its days nor quantiles that rise.";
    CHANNEL_PART = Error "channel-part", "A channel does not give exactly one of share and leads, or no segment that they could serve.";
    CHANNEL_CONVERSION = Error "channel-conversion", "A channel states one conversion twice, or cannot say of which stage it is.";
    CHANNEL_SHARES_EXCEED = Error "channel-shares-exceed", "The shares of a segment's channels are more than the whole.";
    SHARES_EXCEED_GOAL = Error "shares-exceed-goal", "The shares of the segments are more than the whole goal.";
    GOAL_NOT_COVERED = Error "goal-not-covered", "The segments together bring less than the goal.";
    GOAL_EXCEEDED = Warning "goal-exceeded", "The segments together are planned above the goal.";
    LEADS_WITHOUT_CHANNEL = Warning "leads-without-channel", "The channels of a segment bring fewer leads than it needs.";
    MIX_CONVERTS_DIFFERENTLY = Warning "mix-converts-differently", "The channels' conversions do not come to what the funnel says.";
    PROFIT_OUT_OF_REACH = Error "profit-out-of-reach", "No number of deals brings a segment's part of the profit.";
    WEIGHTS_TOO_FINE = Error "weights-too-fine", "The weights of people and days cannot be kept exactly.";
    SEASON_WITHOUT_DAYS = Error "season-without-days", "The seasonality rule leaves a segment no day.";
    QUOTA_WITHOUT_DAYS = Warning "quota-without-days", "Somebody has a share of a segment and no working day in the period.";
    NOBODY_SELLS = Warning "nobody-sells", "A segment has people, and none of them has a part of it.";
    TOO_MANY_CHANNELS = Error "too-many-channels", "A plan has more channels than its mix is computed for.";
    SHARES_BELOW_QUOTAS = Warning "shares-below-quotas", "The people's shares of a segment are less than the whole, and nobody takes the rest.";
    SHARES_EXCEED_QUOTAS = Warning "shares-exceed-quotas", "The people's shares of a segment are more than the whole.";
    NO_FACTS_TO_MEASURE = Warning "no-facts-to-measure", "A planned figure is to be read from facts, and none speaks of it.";
    UNKNOWN_FIGURE = Error "unknown-figure", "A scenario sets a figure that the plan does not have.";
    INVALID_SETTING = Error "invalid-setting", "A scenario sets a figure to a value that cannot be read.";
    NUMBER_TOO_LARGE = Error "number-too-large", "A figure of the plan does not fit 64 bits.";

    // Plans within plans.
    UNKNOWN_PARENT = Error "unknown-parent", "A plan is a part of a plan that is not there.";
    PARENT_CYCLE = Error "parent-cycle", "A plan is a part of itself, by its parent or by those above.";
    CHILD_OUTSIDE_PERIOD = Warning "child-outside-period", "A plan has days that the plan it is a part of does not have.";
    CHILD_NOT_COMPARABLE = Warning "child-not-comparable", "A plan's goal cannot be added up with others: it counts something else than its parent's, or its file has mistakes.";
    CHILDREN_DIFFER = Warning "children-differ", "The children's goals together are not what the plan asks of them.";
    ASSIGNED_DIFFERS = Warning "assigned-differs", "What a plan assigns to a child is not the child's goal.";
    ASSIGNED_IN_ALL = Warning "assigned-in-all", "What a plan assigns to its children is together not what it asks of them.";
    ASSIGNED_TO_NO_CHILD = Warning "assigned-to-no-child", "A plan assigns something to a plan that is no part of it.";
    NOTHING_ASSIGNED = Warning "nothing-assigned", "A plan assigns something to its children, but nothing to one of them.";

    // The team.
    INVALID_RAMP = Error "invalid-ramp", "The steps of somebody's ramp do not follow each other.";
    INVALID_OVER_ASSIGNMENT = Error "invalid-over-assignment", "The quotas together are not between once and ten times the goal.";
    SHARE_OUTSIDE_SEGMENTS = Error "share-outside-segments", "Somebody has a share of a segment that they do not sell in.";

    // Commitments and agreements.
    AMBIGUOUS_COMMITMENT = Error "ambiguous-commitment", "A committed line fits several segments and names none.";
    NO_SOURCE = Warning "no-source", "A committed line does not say where the money comes from; it is not counted.";
    NO_ACTION = Warning "no-action", "A committed line does not say what is done for it.";
    ACTION_OVERDUE = Warning "action-overdue", "What a person committed to do was due and is not done.";
    OUTSIDE_PERIOD = Warning "outside-period", "A committed line comes on no day of the plan's period; it is not counted.";
    COUNTED_TWICE = Warning "counted-twice", "Several people count on one deal without a split of its credit.";
    SHARES_OF_DEAL = Warning "shares-of-deal", "The shares of those who count on a deal do not sum to 100 %.";
    COMMITTED_DEAL_LOST = Warning "committed-deal-lost", "A committed line counts on a deal that was lost since; it is not counted.";
    COMMITTED_DEAL_UNKNOWN = Warning "committed-deal-unknown", "A committed line counts on a deal that is not there; it is not counted.";
    SIGNED_BEFORE = Warning "signed-before", "A committed line counts on a deal that was signed before the period; it is not counted.";
    ABOVE_THE_DEAL = Warning "above-the-deal", "A committed line counts on more than the deal has.";
    LEADS_NOT_THERE = Warning "leads-not-there", "The commitments count on more leads than a channel can bring.";
    QUOTAS_FROZEN = Warning "quotas-frozen", "What the others have agreed to leaves somebody no quota.";
    AGREEMENT_DAMAGED = Warning "agreement-damaged", "What was agreed has been altered since, or cannot be read; it does not count.";
    BASELINE_DAMAGED = Warning "baseline-damaged", "The baseline cannot be read; nothing is held against it.";
    POLICY_ERROR = Error "policy-error", "Something does not hold that the company asks of a plan before it counts.";
    POLICY_WARNING = Warning "policy-warning", "Something does not hold that the company wants to know of a plan.";

    // Deals and facts.
    CSV_SYNTAX = Error "csv-syntax", "A row does not have the columns of the header.";
    UNKNOWN_COLUMN = Error "unknown-column", "A column of a CSV file has no meaning.";
    MISSING_COLUMN = Error "missing-column", "A required column is missing.";
    DEALS_TWICE = Error "deals-twice", "The plan has both deals.csv and deals.toml.";
    UNKNOWN_SEGMENT = Error "unknown-segment", "A segment is named that the plan does not have.";
    UNKNOWN_STAGE = Error "unknown-stage", "A stage is named that the funnel does not have.";
    UNKNOWN_PERSON = Warning "unknown-person", "A person is named who is not in team.toml.";
    UNKNOWN_CHANNEL = Warning "unknown-channel", "A fact names a channel that the plan does not have.";
    DUPLICATE_DEAL = Error "duplicate-deal", "Two deals have the same id.";
    FUTURE_FACT = Warning "future-fact", "A fact is of a day that has not come yet.";
    STAGE_OVERTAKES = Warning "stage-overtakes", "More entered a stage than entered the one before it or were open there.";
    DUPLICATE_FACT = Error "duplicate-fact", "Two facts have the same id.";
    DEAL_WITHOUT_STATE = Error "deal-without-state", "A deal has neither a stage nor a status.";
    STATUS_CONTRADICTS_STAGE = Error "status-contradicts-stage", "A deal's status and stage do not fit together.";
    DEAL_WITHOUT_SEGMENT = Warning "deal-without-segment", "A deal names no segment though the plan has several; it is not counted.";
    DATES_REVERSED = Warning "dates-reversed", "A deal's dates run backwards.";
    WON_WITHOUT_DATE = Warning "won-without-date", "A won deal has no closing date; it is not counted as a fact.";
    FOREIGN_CURRENCY = Error "foreign-currency", "A sum is in another currency than the plan, and the plan has no rate for it.";
    UNKNOWN_MEASURE = Error "unknown-measure", "A fact's measure is neither a stage nor one of the known measures.";
    AMBIGUOUS_FACT = Error "ambiguous-fact", "Several segments have the fact's stage, and the fact names none.";
    FACT_WITHOUT_FIGURE = Error "fact-without-figure", "A fact has neither a count nor an amount.";
    DOUBLE_COUNT = Error "double-count", "A fact is entered by hand for a stage that is counted from the deals.";
    UNDATED_STAGE = Warning "undated-stage", "A deal is in or past a stage that is counted from the deals, and no day says since when.";
    FACT_OUTSIDE_PERIOD = Warning "fact-outside-period", "A fact is dated so that no figure of the plan can count it.";
    WON_DEALS_NOT_COUNTED = Warning "won-deals-not-counted", "Deals are won in the period, but the segment counts entered facts and none is entered.";

    // Rules and templates.
    RULE_SYNTAX = Error "rule-syntax", "A rule is not a valid script.";
    RULE_TYPE = Error "rule-type", "A rule does something with values that can never be done with their types.";
    RULE_FAULT = Error "rule-fault", "A rule stopped with an error.";
    RULE_LIMIT_EXCEEDED = Error "rule-limit-exceeded", "A rule used more steps, depth or memory than rules may.";
    RULE_ANSWER = Error "rule-answer", "A rule's answer is not of the form that its hook asks for.";
    OWN_ERROR = Error "own-error", "A finding of the company's own `check` rule that must not stay.";
    OWN_WARNING = Warning "own-warning", "A finding of the company's own `check` rule that is worth knowing.";
    UNKNOWN_RULE = Warning "unknown-rule", "A file in rules/ or a table in salesplan.toml belongs to no hook.";
    RULE_WORSE = Error "rule-worse", "A changed rule foresees worse than the one that serves, by more than the stated margin.";
    TEMPLATE_FAULT = Error "template-fault", "A template cannot be rendered.";

    // Imports.
    PROFILE_COLUMN = Error "profile-column", "An import profile does not say in a usable way where a column comes from.";
    PROFILE_COLUMN_MISSING = Error "profile-column-missing", "The file lacks a column that the import profile reads.";
    ROW_NOT_UNDERSTOOD = Warning "row-not-understood", "A row of an import could not be understood and was left out.";
    VALUE_NOT_MAPPED = Warning "value-not-mapped", "An imported file names a stage, person or other value that neither the profile nor the plan knows.";
    COLUMNS_DIFFER = Warning "columns-differ", "Two columns of an imported file have the same header and say different things.";
    AMBIGUOUS_DAYS = Error "ambiguous-days", "Days of an imported file may have the day or the month first, and nothing tells which.";
    UNREADABLE_EXPORT = Error "unreadable-export", "A file to import cannot be read as a table.";
    IMPORT_LOOKS_PARTIAL = Error "import-looks-partial", "More open deals are missing from an export than are in it, as where it was filtered.";
    CLIENTS_NOT_CSV = Error "clients-not-csv", "An import writes clients.csv, but the plan keeps its clients in clients.toml.";
    NOT_DECODABLE = Warning "not-decodable", "An imported file has bytes that do not fit the encoding its profile names.";
    IMPORT_GOES_BACK = Error "import-goes-back", "An import for an earlier day meets deals that already know of later days.";
    DEALS_NOT_CSV = Error "deals-not-csv", "An import writes deals.csv, but the plan keeps its deals in deals.toml.";

    // Experiments.
    ARMS_TOO_FEW = Error "arms-too-few", "An experiment has fewer than two arms.";
    INVALID_ARM = Error "invalid-arm", "An arm does not say in a usable way which deals belong to it.";
    INVALID_EFFECT = Error "invalid-effect", "A smallest effect or a limit of harm cannot be read as one of the measure.";
    ARMS_OVERLAP = Warning "arms-overlap", "Deals belong to several arms of an experiment; they count in none.";
    CANNOT_BE_LEARNT = Warning "cannot-be-learnt", "The cases that an experiment needs do not come until its last day.";
    QUALIFYING_STAGE_UNKNOWN = Warning "qualifying-stage-unknown", "A stage by which leads are judged is in no funnel; the default is used.";
    QUALIFYING_TAG_UNUSED = Warning "qualifying-tag-unused", "The tag that makes leads qualified ones is on no deal.";
    MEASURE_WITHOUT_FACTS = Warning "measure-without-facts", "No fact can tell what an experiment measures.";

    // Playbooks.
    INVALID_PLAYBOOK = Error "invalid-playbook", "A version of a playbook has no usable name, or no text in playbooks/.";
    PLAYBOOK_OVERLAP = Error "playbook-overlap", "Two versions of a playbook begin on the same day for the same people.";
    PLAYBOOK_CHANGED = Warning "playbook-changed", "The text of a playbook is not the one that became its version.";
    PLAYBOOK_UNUSED = Warning "playbook-unused", "Nobody works by a version of a playbook.";
    UNKNOWN_PLAYBOOK = Warning "unknown-playbook", "A deal or an arm names a version that the step's playbook does not have.";

    // The review.
    WON_DIFFERS = Warning "won-differs", "The deals that were won in a week are not the sum that is signed in it.";
    ACTION_OWNER_LEFT = Warning "action-owner-left", "An action is due after the last day of its owner with the team.";
    ACTION_DEAL_UNKNOWN = Warning "action-deal-unknown", "An action is about a deal that is not in the list.";
    ACTION_CLIENT_ALIKE = Warning "action-client-alike", "An action names a client whom nobody knows, and another is called nearly so.";
    DECISION_ABOUT_NOTHING = Warning "decision-about-nothing", "A decision names neither a deal nor a client.";
    CLIENT_NAMED_ALIKE = Warning "client-named-alike", "A client of the list has no deal, and a deal of nobody in it has a name like it.";
    STALE_REVIEW = Warning "stale-review", "A committed review was made from other inputs than the present ones.";
}
