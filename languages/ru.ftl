# Слова программы по-русски.
#
# Имена сообщений те же, что в en.ftl. Числа пишутся через COUNT; суммы, доли, вероятности и
# даты приходят уже так, как их читают.

## Figures and days

number-group = { " " }
number-decimal = ,
percent = { $n } %
chance-under = меньше { $n } %
chance-over = больше { $n } %
points = { $n } п. п.
day = { $day } { $month ->
    [1] января
    [2] февраля
    [3] марта
    [4] апреля
    [5] мая
    [6] июня
    [7] июля
    [8] августа
    [9] сентября
    [10] октября
    [11] ноября
   *[12] декабря
}
full-day = { $day } { $month ->
    [1] января
    [2] февраля
    [3] марта
    [4] апреля
    [5] мая
    [6] июня
    [7] июля
    [8] августа
    [9] сентября
    [10] октября
    [11] ноября
   *[12] декабря
} { $year }
and = { " и " }
and-more = { " " }и ещё { COUNT($n) }
deals = { $n ->
    [one] { COUNT($n) } сделка
    [few] { COUNT($n) } сделки
   *[other] { COUNT($n) } сделок
}
leads = { $n ->
    [one] { COUNT($n) } лид
    [few] { COUNT($n) } лида
   *[other] { COUNT($n) } лидов
}
entries = { $many }: { COUNT($n) }
about = около { $sum }
from-to = { $from } – { $to }
step = { $from } → { $to }
of = { $part } из { $whole }

## Who has agreed

target-nobody = Это цель, а ещё не план: в team.toml нет никого, кто её выполнит.
target-not-plan = Это цель, а ещё не план: согласились { COUNT($agreed) } из { COUNT($all) }
not-written = не написали: { $names }
not-agreed = написали, но не согласились: { $names }
have-declined = отказались: { $names }
agreed-otherwise = согласились на другие цифры: { $names }
agreed-altered = согласие изменено после подписи: { $names }
all-agreed = С планом { $n ->
    [one] согласился { COUNT($n) } человек
    [few] согласились { COUNT($n) } человека
   *[other] согласились { COUNT($n) } человек
}.
covered = Обязательства покрывают { $raw } личных планов, с учётом вероятности { $weighted }
covered-gap = никто ещё не сказал, откуда возьмутся { $gap }
covered-without-source = Ещё { $sum } без источника и не учтены.
from-leads = { $deals }; лиды: { $leads }
done = сделано
by-day = до { $day }
nothing = ничего
was-agreed = { $what }: согласовано { $before }, теперь { $after }
answer = ответ
answer-on = дата
countersigned = подтверждено
state-agreed = согласие
state-declined = отказ
state-stale = устарело
state-damaged = повреждено
state-missing = нет ответа
state-not-written = не написано
agree-again = Нужно новое согласие: { $name }.

## Plan against fact

measure-profit = прибыль
measure-revenue = выручка
measure-signed = подписано
measure-shipped = отгружено
measure-paid = оплачено
measure-deals = сделки
row-unplanned = не планировалось
row-on-plan = по плану
row-ahead = опережение на { $by }
row-behind = отставание на { $by }
row-before-start = из них до начала периода { $fact } из { $plan }
to-date-head = нарастающим итогом на { $day }
week-head = неделя { $from } – { $to }
plan = план
fact = факт
against-plan = к плану
baseline = исходный план
against-baseline = к исходному плану
judge-missing = успехов больше, чем попыток: не все входы записаны
judge-early = судить рано: ещё открыто { COUNT($n) }
judge-too_few = слишком мало, чтобы судить
judge-above = выше плана
judge-below = ниже плана
judge-within_noise = в пределах случайности
none-yet = пока нет
conversion-head = конверсия тех, у кого было время

## Will the goal be met

done-profit = { $sum } прибыли
reached-money = { $fact } из { $goal } { $currency } { $done ->
    [profit] прибыли
    [signed] подписано
    [shipped] отгружено
   *[paid] оплачено
}
reached-deals = { $fact } из { COUNT($n) } { $n ->
    [one] сделки
   *[other] сделок
} выиграно
goal-reached = Цель достигнута: { $reached }.
goal-missed = Цель не достигнута: { $reached }, не хватило { $missing }.
goal-too-early = Судить рано: { $reached }, к { $day } ничего и не требуется.
goal-on-pace = Идём по плану: { $reached }.
goal-on-pace-of = Идём по плану: { $reached }; к { $day } план требует { $plan }.
goal-behind = Отстаём от плана: { $reached }; к { $day } план требует { $plan }.
goal-at-risk = Цель под угрозой: { $reached }; к { $day } план требует { $plan }. { $open ->
    [0] Открытых сделок нет
   *[other] Даже если выиграть все открытые сделки
}, на { $end } будет не хватать { $missing }, а новые лиды уже не успеют.
in-hand = Подписано, но ещё не засчитано: { $sum }.
nothing-to-sell = Больше ничего продавать не нужно.
no-deal-all = Открытых сделок в списке нет: осталось принести { $sum }.
no-deal-in-time = В списке нет сделок, которые должны закрыться до { $end }: осталось принести { $sum }.
open-deals = { $n ->
    [one] { COUNT($n) } открытая сделка
    [few] { COUNT($n) } открытые сделки
   *[other] { COUNT($n) } открытых сделок
}
open-in-time = { $deals } с закрытием до { $end }
open-worth = { $deals } на { $sum }
open-would-leave = { $deals } дали бы { $sum }
open-at-average = (из них { COUNT($n) } без суммы, по средней сделке)
open-certain = { $n ->
    [1] считается верной
   *[other] из них считаются верными { COUNT($certain) }
}
open-bring = с учётом вероятностей это { $sum } из { $missing }, которые осталось принести.
open-chance = Без единой новой сделки вероятность цели { $chance }.
coverage = Открытых сделок в { $times } раза больше, чем осталось принести; при { $won } выигранных из { $decided } решённых нужно в { $needed } раза.
coverage-short = Открытых сделок в { $times } раза больше, чем осталось принести: мало, при { $won } выигранных из { $decided } решённых нужно в { $needed } раза.
concentration = Без самой крупной, { $deal }, было бы { $chance }.
without-amount = { $n ->
    [one] У { COUNT($n) } выигранной сделки нет суммы, она не вошла ни в один итог.
   *[other] У { COUNT($n) } выигранных сделок нет суммы, они не вошли ни в один итог.
}
without-date = { $n ->
    [one] У { COUNT($n) } входа в этап нет даты, он нигде не учтён.
   *[other] У { COUNT($n) } входов в этапы нет даты, они нигде не учтены.
}
refuted-title = Этот способ продавать не работает так, как задумано:
refuted = { $segment }, { $step }: по плану { $plan }, на деле { $seen } ({ $grounds }). Развивайте способ продаж или планируйте то, что он даёт.
refuted-both = { $all }; { $now } в этом периоде, остальное — основание плана
refuted-evidence = { $all }; основание самого плана
lacks = Плану не хватает:
more-below = и ещё { COUNT($n) } ниже
unfinished = Неделя не закончилась: данные на вечер { $day }.

## What is to be done

still-to-do = Осталось сделать
this-week = Эта неделя
coming = Дальше, { $from } – { $to }:
coming-plan = по плану { $sum } { $done ->
    [profit] прибыли
    [signed] подписать
    [shipped] отгрузить
   *[paid] получить
}
coming-deals = по плану { $deals }
coming-last-day = после { $day } { $stage } в этот период уже не успеют
coming-supply = до тех пор можно получить { COUNT($n) }
coming-too-late = новые { $stage } в этот период уже не успеют
catch-up-money = принести { $sum }, { $deals }
catch-up-deals = выиграть { $deals }
catch-up-open = из них открыто { COUNT($n) }
catch-up-last-day = последний день, который засчитывается, { $day }.
catch-up-covered = это должны дать открытые сделки.
catch-up-beside = Кроме того, что дадут открытые сделки:
catch-up-takes = Для этого нужны
catch-up-late = { $need } (не успеть: последний день был { $day })
catch-up-by = { $need } до { $day } ({ COUNT($n) } в неделю)
catch-up-gross = Если бы ничего не было открыто, понадобилось бы: { $needs }.
catch-up-impossible = Лидами этого не догнать:
catch-up-why = нужно { COUNT($n) } до { $day }, а получить можно { COUNT($supply) }.

## Deals

talk-about = Обсудить:
deal = сделка
client = клиент
owner = ответственный
stage = этап
stage-name = { $title }
amount = сумма
chance = вероятность
close = закрытие
why = почему
next-step = следующий шаг
due = срок
due-on = срок { $day }
in-stage = дней на этапе (обычно)
days-usual = { COUNT($n) } ({ $usual })
slips = переносов
most-left = может принести больше остальных
note-average = без своей суммы, оценена по средней сделке сегмента.
note-not-as-of = нет даты, по которой видно, что было известно в тот вечер: этап или сумма могут быть более поздними.
note-certain = план считает этот сегмент верным: в нём нет конверсии, которая может подвести.
open-deals-title = Открытые сделки
open-deals-on = Открытые сделки на { $day } · { $title }
in-order = { $deals } по важности
first-ones = первые { COUNT($n) }
more-deals = И ещё { COUNT($n) }: все показывает `salesplan deals`.
no-deal-open = Открытых сделок нет.
velocity = При { $won } выигранных из { $decided } решённых, средней сделке { $average } и { COUNT($days) } днях от начала до конца открытые сделки приносят { $sum } в неделю.

## Since the previous review

since = С обзора { $week }:
since-evening = С вечера { $day }:
nothing-happened = Ни одна сделка не пришла, не изменилась и не ушла.
kind-new = Новые
kind-reopened = Снова открыты
kind-pulled_in = Перенесены в период
kind-moved_in = Приняты от других
kind-grown = Выросли
kind-shrunk = Уменьшились
kind-won = Выиграны
kind-lost = Проиграны
kind-gone = Исчезли из списка
kind-slipped = Ушли за период
kind-moved_out = Переданы другим
kind-restated = Решены раньше, записаны сейчас
kind-plan = План считает иначе
kind-mapping = Импорт читает иначе
happened = { $kind }: { $sum }, { $deals }
happened-count = { $kind }: { $deals }
plan-changed = План: { $what } с { $before } на { $after }
organisation-changed = Команда: { $what } с { $before } на { $after }
rule-changed = Правила: { $name } с { $before } на { $after }
changed-more = и ещё изменений: { COUNT($n) }; их показывает `salesplan diff`

movement = Движение сделок
movement-scope-in-time = Открытые сделки с закрытием до { $end }, с вечера { $since } по вечер { $until }.
movement-scope-all = Все открытые сделки, с вечера { $since } по вечер { $until }.
movement-basis-review = Начало — то, из чего сделан обзор { $week }.
movement-basis-history = Обзора раньше не было: начало — то, что было записано о сделках к тому дню.
movement-basis-dates = Обзора раньше не было, и записей нет: начало — по датам самих сделок. Что без даты, взято как сейчас; исчезнувших сделок не видно.
movement-head = что произошло
movement-start = открыто на { $day }
movement-end = открыто на { $day }
movement-average = по средней сделке
movement-which = какие
movement-by-person = По людям
movement-by-segment = По сегментам
movement-nobody = никто
movement-paths = Менялись не один раз
path-amount = { $deal }: { $steps }
path-none = без суммы
path-close-none = без даты
path-step = { $value } с { $day }
path-close = { $deal }, закрытие: { $steps }
restated-title = Теперь известно иначе
restated-about = О неделях, которые уже обсуждались; к этой неделе не относится.
restated-then = тогда
restated-now = теперь
measure-spend = потрачено на лиды

## The review

conversions = Конверсии
had-time = было время, прошли
likely-between = вероятно между
expected-now = ожидаем дальше
way-of-selling = способ продаж
all-of-period = за весь период
way-proven = доказан
way-unproven = не доказан
way-refuted = опровергнут
conversions-about = Учтены только те, у кого было обычное для шага время, чтобы пройти дальше.
conversions-stock = Где этап считают вручную, учтены и те, кто был на нём до начала периода.
conversions-ratio = Последний столбец делит все входы периода друг на друга; по нему не судят.
moved-since = План изменился с тех пор, как все согласились { $day }. К тому исходному плану:
by-team = План команды
quota = личный план
committed = обязательства
of-quota = от личного плана
by-likelihood = по вероятности
from-current = текущие
from-repeat = повторные
from-new = новые
gap = разрыв
all = все
rows-more = и ещё { COUNT($n) }
needs = Что нужно плану
promised-head = на этой неделе компания обещала
promised-head-by = на этой неделе компания ({ $owner }) обещала
promised = обещано
came = пришло
missing = не хватает
need-and-supply = Потребность и наличие за период
n-short = не хватает по { COUNT($n) }
need = нужно
there-is = есть
do = что делать
the-plan = План
notes = Заметки:
check-says = Что находит `salesplan check`
severity-warning = предупреждение
severity-error = ошибка
finding-place = ({ $file }, строка { $line })
findings-more = … и ещё { COUNT($n) }.
drawing = План рисунком
made-by = Сделано программой salesplan { $version } из { $commit ->
    [none] файлов вне репозитория
   *[other] коммита { $commit }
}, на { $day }.

## The plan

amount-deals = { $deals }
amount-money = { $sum } { $currency }
amount-profit = { $sum } { $currency } прибыли
goal-line = Цель: { $amount }, с { $from } по { $to }.
goal-line-money = Цель: { $amount }, { $basis }, НДС { $vat }, с { $from } по { $to }.
vat-excluded = не включён
vat-included = включён
levels = Уровни:
level = { $level } { $amount } (вероятность { $chance })
plan-chance-none = Вероятность плана не посчитать: в нём нет конверсий.
plan-chance-then = Когда план составляли, вероятность цели была { $chance }: при запланированном входе воронок и запланированных конверсиях
plan-chance-now = Вероятность цели { $chance }: при запланированном входе воронок и запланированных конверсиях
plan-chance-certain = верными считаются { $segments }
plan-chance-lattice = (не меньше: суммы сделок округлены вниз)
plan-chance-uncertain = С учётом того, что основание оставляет неясным, { $chance }
plan-chance-uncertain-least = С учётом того, что основание оставляет неясным, не меньше { $chance }
plan-chance-fixed = конверсии без основания взяты как в плане
profit-working = Прибыль: { $revenue } продаж − { $variable } переменных затрат − { $commission } комиссии − { $leads } на лиды
profit-fixed = { " " }− { $fixed } постоянных затрат
tree-profit = { $goal } прибыли и постоянных затрат: { $deals } по { $average }
tree-deals = { $deals } по { $average }
tree-count = { $n ->
    [one] сделка
    [few] сделки
   *[other] сделок
}
no-channel = без канала
chances-to-buy = { $n ->
    [one] { COUNT($n) } возможность
    [few] { COUNT($n) } возможности
   *[other] { COUNT($n) } возможностей
} купить снова ({ $rate })
tree-chance = Вероятность, что { $deals ->
    [1] она будет
   *[other] их будет не меньше { COUNT($deals) }
} при { $n ->
    [1] таком входе
   *[other] входе { COUNT($n) }
}: { $chance }
tree-chance-purchase = Вероятность, что { $deals ->
    [1] она будет
   *[other] их будет не меньше { COUNT($deals) }
}: { $chance }
tree-leads-for = { COUNT($n) } дают { $chance }
tree-certain = Считается верным: план не говорит, как часто это не получается
drawing-deals = сделки: { $n }
drawing-profit = { $sum } { $currency } прибыли и постоянных затрат
grounded-none = Ни один сегмент плана не опирается только на факты.
grounded = На факты опирается { $share } плана.
grounded-all = Каждая цифра плана названа вместе с фактами, на которые опирается.
assumed = Предположения:
assumed-conversion = { $step } { $rate }
assumed-conversion-of = { $step }, { $channel }, { $rate }
assumed-purchase = доля клиентов, которые купят снова, { $rate }
assumed-average = средняя сделка { $sum }
assumed-deals = число сделок
assumed-only = (только { $evidence })

## What the plan needs

need-leads = { $channel }: лиды
need-leads-unassigned = лиды без канала
need-at-start = { $segment }: { $stage }, нужно до начала периода, и что тогда было открыто
need-clients = { $segment }: покупки в среднем
need-hours = { $name }: часы
need-hours-all = часы всех
need-money = деньги на лиды и каналы
do-bring = привести ещё { $n ->
    [one] { COUNT($n) } лид
    [few] { COUNT($n) } лида
   *[other] { COUNT($n) } лидов
}, { $channel },
do-by = до { $by }
do-short-from = (не хватает с { $since })
do-cost = около { $cost } { $currency }
do-find = найти канал на { $leads }
do-find-from = с { $by }
do-fill-late = не хватало в первый день: эти сделки придут позже
do-fill = до первого дня нужно ещё { COUNT($n) } ({ $stage }): получить раньше или планировать более поздние сделки
do-win = привлечь ещё { $n ->
    [one] { COUNT($n) } постоянного клиента
   *[other] { COUNT($n) } постоянных клиентов
} или планировать с ними меньше сделок
do-hours = не хватает { $n } ч
do-hours-first = впервые в { $since }
do-hours-how = освободить, нанять или перенести работу
do-budget = увеличить бюджет на { $cost } { $currency } или планировать лиды дешевле
do-develop = развивать способ продаж
do-develop-leads = или планировать { $leads }
do-larger = продавать крупнее или планировать по { $sum }
way-step = { $segment }: { $step }
way-path = { $segment }: весь путь
way-average = { $segment }: средняя сделка
never = ни разу
stated-for = указано для { $deals }
promised-leads = { $channel }: лиды
promised-hours = часы на продажи
promised-money = деньги на лиды

## One person's part

to-bring = Принести с { $from } по { $to }:
no-quota = Личного плана с { $from } по { $to } нет.
own-plan = Свой план
own-agreed = Согласие дано { $day }
own-countersigned = подтверждено { $day }
own-declined = Отказ { $day }
own-stale = Нужно согласиться снова:
own-damaged = То, на что было дано согласие, с тех пор изменено.
own-not-agreed = Написан, согласия ещё нет.
own-not-written = Ещё не написан: как и откуда это возьмётся?
line-from = источник
line-counts = засчитано
line-likely = вероятность
line-when = когда
line-action = действие
no-source = без источника
line-won = { $sum }, выиграна
hours = Часы

## The team

team-title = { $title }: план команды
team-wrong = Что не так:
team-of = команда { $team }
leads-needed-title = Лиды, которых требуют обязательства
leads-needed = нужно
leads-planned = по плану
leads-supply = можно получить
leads-any = любой канал
leads-too-few = { $n }: мало
not-stated = не указано
line-by-line = Построчно
agreement = Согласие

## The list of reviews, and what the period teaches

index-about = Обзоры плана с { $from } по { $to }, новые сверху.
index-week = неделя
index-verdict = цель
index-reached = достигнуто
index-asked = требовал план
index-goal = из
index-chance = вероятность с одними открытыми сделками
verdict-reached = достигнута
verdict-missed = не достигнута
verdict-on_pace = по плану
verdict-behind = отставание
verdict-at_risk = под угрозой
lessons = Уроки
lesson-conversion = { $segment }, { $step }: по плану { $plan }, на деле { $seen } ({ $grounds }): { $way }.
lesson-lost = { $segment }: проиграно { $deals }
lesson-lost-from = после этапа «{ $stage }»
lesson-weeks = Что говорил каждый обзор и что вышло: { $fact } из { $goal }.

## Clients

clients-title = Клиенты
client-tier = класс
client-potential = могут купить
client-open = открыто
client-won = купили
client-no-deal = нет открытой сделки
client-small = меньше половины того, что могли бы купить
client-no-step = нет следующего шага
client-overdue = следующий шаг просрочен на { $n ->
    [one] { COUNT($n) } день
    [few] { COUNT($n) } дня
   *[other] { COUNT($n) } дней
}
client-silent = тишина { $n ->
    [one] { COUNT($n) } день
    [few] { COUNT($n) } дня
   *[other] { COUNT($n) } дней
}
not-known = неизвестно: { $what }

## Promises

sheet-deals = Сделки для обсуждения
sheet-decision = решение

company = компания
actions = Действия
actions-of = { $title }: действия на { $day }
no-actions = Пока никто ничего не обещал.
action-what = что
action-about = о чём
action-who = кто
action-days = дней
decision = решено
action-open = в работе
action-overdue = просрочено
action-done = сделано
action-dropped = снято
action-kept = выполнено
action-broken = не выполнено
deal-open = сделка открыта
deal-won = сделка выиграна
deal-lost = сделка проиграна
proposals = Стоит пообещать:
proposals-about = Стоит пообещать; первое берут командой `salesplan action add 1`:
promised-last = Обещали на эту неделю:
promised-kept = выполнено { COUNT($kept) }, не выполнено { COUNT($broken) }
promised-came = обещано { $promised }, пришло { $came }
propose-next-step = { $deal }: договориться о следующем шаге
propose-overdue-step = { $deal }: сделать просроченное: { $step }
propose-new-close = { $deal }: узнать, когда закроется
propose-bring = { $segment }: { $stage }, { $count }
propose-find = { $segment }: найти, откуда возьмутся ещё { $count } ({ $stage })
propose-develop = { $segment }: развить путь { $from } → { $to }

## Charts

people-title = По людям
channels-title = Лиды по каналам
to-date = нарастающим итогом

chart-goal = Путь к цели
chart-goal-about = Достигнуто { $fact }, план требует { $plan }; цель { $goal }
chart-goal-line = цель
chart-funnel = План и факт по этапам на сегодня
chart-leads = Лиды по каналам на сегодня
chart-bar = { $what } { $fact } из { $plan }
chart-movement = Движение открытых сделок
chart-movement-about = С { $start } до { $end }: { $steps }
chart-movement-start = начало
chart-movement-end = конец

## Reasons, as the bundled rule of priority writes them; see language/phrases.rs

reason-priority = приоритетная
reason-large-usual = крупная: { $a-text } (обычно { $b-text })
reason-large = крупная: { $a-text }
reason-biggest = самая крупная из открытых: { $a-text } % цели
reason-likely = вероятна: { $a-text } %
reason-no-step = нет следующего шага
reason-step-overdue = следующий шаг просрочен на { $a ->
    [one] { $a-text } день
    [few] { $a-text } дня
   *[other] { $a-text } дней
}
reason-close-passed = дата закрытия прошла { $a ->
    [one] { $a-text } день
    [few] { $a-text } дня
   *[other] { $a-text } дней
} назад
reason-closes-today = закрывается сегодня
reason-closes-in = закрывается через { $a ->
    [one] { $a-text } день
    [few] { $a-text } дня
   *[other] { $a-text } дней
}
reason-pushed = переносили { $a ->
    [one] { $a-text } раз
    [few] { $a-text } раза
   *[other] { $a-text } раз
}, всего на { $b ->
    [one] { $b-text } день
    [few] { $b-text } дня
   *[other] { $b-text } дней
}
reason-in-stage = { $a ->
    [one] { $a-text } день
    [few] { $a-text } дня
   *[other] { $a-text } дней
} на этапе (обычно { $b-text })
reason-silent-usual = тишина { $a ->
    [one] { $a-text } день
    [few] { $a-text } дня
   *[other] { $a-text } дней
} (обычно { $b-text })
reason-silent = тишина { $a ->
    [one] { $a-text } день
    [few] { $a-text } дня
   *[other] { $a-text } дней
}

## Findings, as they are written where they are found; see language/phrases.rs

finding-unexpected = { $a } никем не читается
finding-unused-funnel = воронку `{ $a }` не использует ни один сегмент
finding-goal-exceeded = сегменты дают { $a }, на { $b } больше цели
finding-leads-without-channel = каналы `{ $a }` дают { $b-text } из { $c-text } лидов: без канала { $d-text }
finding-mix = конверсия каналов `{ $a }` не такая, как у воронки: лидов { $b-text } вместо { $c-text }
finding-quota-without-days = { $a }: доля в `{ $b }` есть, а рабочих дней в периоде нет
finding-nobody-sells = сегмент `{ $a }` никто из команды не продаёт
finding-shares-below = доли в `{ $a }` составляют { $b-text } %, а остальное взять некому
finding-shares-exceed = доли в `{ $a }` больше целого
finding-no-source = в строке не сказано, откуда деньги
finding-no-action = в строке не сказано, что для этого делается
finding-action-overdue = `{ $a }`: срок был { $b }
finding-outside-period = `{ $a }` вне периода плана: строка не засчитана
finding-counted-twice = на сделку `{ $b }` без деления рассчитывают { $a }: { $c }
finding-shares-of-deal = доли сделки `{ $a }` составляют { $b-text } %
finding-deal-lost-on = сделка `{ $a }` проиграна { $b }: строка не засчитана
finding-deal-lost = сделка `{ $a }` проиграна: строка не засчитана
finding-deal-unknown = сделки `{ $a }` нет: строка не засчитана
finding-signed-before = сделка `{ $a }` подписана { $b }, до начала периода: строка не засчитана
finding-above-the-deal = строка рассчитывает на { $a } от сделки `{ $b }`, в которой { $c }
finding-leads-not-there = обязательства рассчитывают на { $a-text } лидов от `{ $b }`, а за период он может дать { $c-text }
finding-quotas-frozen = { $a }: личного плана в `{ $b }` нет, остальные согласились на всё целиком
finding-agreement-damaged = согласие `{ $a }` не засчитано: { $b }
finding-baseline-damaged = с исходным планом не сравнивается: { $a }
finding-person-unknown-counts = `{ $a }` нет в team.toml: обязательства не засчитаны
finding-person-unknown = `{ $a }` нет в team.toml
finding-channel-unknown = в плане нет канала `{ $a }`
finding-without-segment = сделка `{ $a }` без сегмента и не учтена
finding-dates-reversed = даты сделки `{ $a }` идут назад: { $b } позже { $c }
finding-won-without-date = сделка `{ $a }` выиграна, но неизвестно когда
finding-undated = нет даты, когда сделка `{ $a }` дошла до своего этапа; там она не учтена
finding-fact-outside = { $a } вне периода плана и нигде не учтено
finding-won-not-counted = сегмент `{ $a }` считает по записанным фактам, а их нет, хотя выиграно сделок: { $b-text }
finding-won-differs = с { $a } по { $b } выиграно сделок на { $c }, а по фактам подписано { $d }
finding-line-left-out = строка { $a-text } пропущена: { $b }
